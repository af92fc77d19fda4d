"""Files that leave the site: each format is a small module that writes plain values as text, as they come.

A writer takes an `Export` and yields pieces of text: things are read while the file is sent, and memory stays flat
whatever their number. Nothing here knows actors nor projects, nor who asks: what comes in is what may come out.
"""
