"""The mails that tell people what is new in what they follow: gathered, written, sent, each once.

`news` asks the archive, `letters` writes a mail, `post` speaks to the mail server, `rounds` goes from account to
account and notes what was told.
"""
