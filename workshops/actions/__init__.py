"""What happens with workshops: one module per thing, one function per verb."""
