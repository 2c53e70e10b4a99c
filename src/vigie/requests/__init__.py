"""What the desk asks of others: who held an address, to keep data, to complete a report, help from another country."""
