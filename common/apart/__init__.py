"""Work on files that come from outside, done in a process of its own.

A Word file or a picture may be made so that whoever reads it runs out of memory, never comes to an end or falls over.
So it is read by another process, which is given a share of memory, time and output, and answers with plain data and
files. Whatever happens there, the process that asked keeps its memory and its threads, and learns in time that there
is no answer.

- ``running.run`` is the one door: it starts the process (``python -m common.apart``) and waits for it. A few run on
  the machine at once (``slots``), at a lower priority than what readers wait for.
- The work itself is a module with a function ``work(source, orders, keep)``. It knows neither settings nor database,
  so the process is there in a fraction of a second and holds no secret.
"""
