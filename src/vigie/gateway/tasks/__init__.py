"""What the gateway writes: reports opened, added to, finished, withdrawn, left open."""
