"""What happens to what people build together: one module per thing, one function per verb."""
