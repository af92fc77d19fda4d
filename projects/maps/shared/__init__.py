"""What all the pictures of the map share: the map itself, nodes, what is missing, the table and the words."""
