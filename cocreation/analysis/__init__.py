"""What is worked out of what people build together: plain functions on plain values."""
