"""What tables share: rows, columns, and the turns in them."""
