"""Forms on what people build together."""
