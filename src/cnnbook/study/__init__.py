"""Many seeds: the runs behind what exercises 9 and 10 say, and what follows from them.

What is trained is in `plan`, one run in `single_run`, many on many machines in `cluster`, what
came out in `results` (the file ``results.jsonl``), and what it means in `statistics`.
"""
