"""Pages of what people build together."""
