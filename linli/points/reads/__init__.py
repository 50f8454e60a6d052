"""What is read of points: the own wallet, the own household, and whether the ledger is whole."""
