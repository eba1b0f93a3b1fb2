"""When members of faculty are busy by their own calendars: ``calendars/ID.ics`` beside the tables of a term.

Of what people write there only the start, the end and the kind of an entry are kept (`Busy`). Titles, places
and guests are left behind with the bytes of the file, before anything is decoded, and no message quotes them.
"""
