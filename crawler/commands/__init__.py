"""One module a command: it reads the command line, calls the part that does the work, and shows the answer."""
