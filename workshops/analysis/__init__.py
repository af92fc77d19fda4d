"""What boards and workshops say, as plain values."""
