"""Pictures of actors and of their ties: plain values in, plain shapes out, drawn by `components/maps/`.

`network.draw` places and draws any nodes and ties; `projects.maps` builds the stakeholder map on it.
"""
