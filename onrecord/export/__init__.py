"""What leaves: rows to files that other programs read. The only writer of CSV, so that no cell goes out unescaped."""
