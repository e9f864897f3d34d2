"""Reports to be published: drafted, checked, released by a second person, then fixed."""
