"""Files that come in: read into plain rows of text, whatever their format; columns and values matched to ours.

Nothing here knows actors nor projects: what each app reads is declared in its own `exchanges`.
"""
