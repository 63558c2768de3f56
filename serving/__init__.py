"""What a server around the app owes its operator: lines to read, and an orderly end."""
