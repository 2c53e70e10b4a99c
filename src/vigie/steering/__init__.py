"""How a desk steers its own order: policies on trial, what officers' decisions say of the rules, who reads what
next."""
