"""The demonstration content: data files in this folder, and the modules that load them (see ``loading``)."""
