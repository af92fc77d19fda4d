"""What people build together, in files."""
