"""What JSON formats share: values, times and names out of objects that anybody may have written."""
