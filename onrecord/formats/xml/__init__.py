"""What XML formats share: a tree that knows its bytes, names, times, and the walk to a script."""
