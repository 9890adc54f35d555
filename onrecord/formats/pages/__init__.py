"""What web pages share: markup, blocks, and what elements say of the text in them."""
