"""What is read of homes, a file for each page; always masked."""
