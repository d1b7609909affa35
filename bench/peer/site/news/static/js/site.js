// Nothing on this site needs a script.
