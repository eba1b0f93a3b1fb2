"""What a plan looks like: its weeks, its shares and its words, and the page that shows them."""
