"""What the examples share: a client, drawn pictures, a server to start. Standard library only."""
