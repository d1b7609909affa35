"""The search: tokens, queries, one narrow table of documents of every kind. It knows no other model.

**Documents.** Each app tells what of its rows can be found (``sources``): texts of four weights, places (section,
organization, tag, month) as marks, the moments between which readers may see it. The vector is made here, in Python,
since PostgreSQL's own parser takes a Chinese clause for one word: every two neighbouring characters of the folded text
are a lexeme (``tokens``), so that nothing is missed that a segmenter would cut otherwise.

**The desk** finds more than readers: what they do not see, drafts and pictures, is kept in a second table
(``DeskDocument``), which no reader's query names; lists and choosers look in both and show what the account may see
(``desk``).

**Fresh at once.** Triggers on the tables that documents are made of note in the same transaction which documents are
due (``due``), whoever writes and by whatever way. Whoever searches brings first up to date what is due
(``index.bring_up_to_date``), so the next search finds it without a job beside it, and nothing is lost when a process is
killed: what was not done is still due. What the clock shows and hides is compared at each search.

**Queries** (``queries``) are planned in Python: quoted phrases, exclusions, words, names in another spelling; all of
them, or else those that are rare. A word that most documents hold is walked newest first, any other is read from the
GIN index and ranked (``finding``): the planner's own estimate decides which.
"""
