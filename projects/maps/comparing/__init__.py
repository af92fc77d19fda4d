"""Two maps side by side, as plain values and in sentences."""
