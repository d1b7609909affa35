"""The store of rendered pages in front of the site, and how everything that is kept hears that it holds no more.

It knows bytes, addresses and generations, and no model; ``portal.web.stored`` tells it which addresses may be stored.

**Generations.** The tables that readers' pages are made of announce each change (``changes``: a statement trigger and
NOTIFY, part of the transaction); of articles that no reader is shown, not at all. What was worked out before a change
has another *generation* than what was worked out after it: a random number in memory shared by all processes of a host
(``generations``), written anew by whoever hears of a change. It is read before a page is rendered, kept with the page,
and compared for equality at each hit. A random number needs no lock, cannot lose a change among two writers, and never
comes back.

**The next request.** A notice reaches the other connections some moments after COMMIT has returned. So the process that
changed something asks its own listening connection once more before the answer leaves (``Changes.hear_out``): that
connection has then said all that was committed before, the shared number is another one, and all processes of the host
see it. Every LISTEN is followed by a new number, since nobody knows
what was said before. Who cannot listen serves nothing from the store, and changes no number.

**Several hosts** (``SEVERAL_HOSTS``). Each asks its line such a question every ``LEASE`` seconds, while readers come,
and relies on the answer for so long; whoever has changed something waits as long before the answer leaves. By then
every host has asked a question that is younger than the change. A hit costs no question, and a host that is cut off
from the database serves nothing from the store.

**The clock.** A page is kept until the next moment at which the clock changes any page (a planned publication, an
expiry, the end of a pin, the boundary of an event, midnight): one query for each generation, not for each page.

**What is stored** (``store``): the answers 200, 301 and 410 to GET at addresses that the site has listed, rendered for
a request without cookies, languages and conditions, with the parameters that the address knows, in one order. So
whatever else a request brings neither reads nor varies a page. A session cookie goes past the store.

**Where.** In the memory of each process, bounded by bytes, oldest out; and behind it on a shelf of files (``shelf``)
that all processes of the host share; and behind that, with several hosts, in Redis or Valkey (``common_shelf``), under
the mark of what its host had heard: notices reach all in the order of the commits, so the last of them stands for all
before it. Whoever misses a page renders it while the others, in this process and in its
neighbours, wait for it (``flights``).

When anything of this fails (no folder, no space, garbage), pages are served without it and one line is logged.
"""
