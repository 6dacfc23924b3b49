"""How chapters run: which must, in which kernels, and where what they did is kept.

- `chapters`: a chapter as it is written, and what decides whether it must run again;
- `runs`: what chapters did when they ran, kept from build to build;
- `kernels`: notebooks run several at a time; `warm_process`: where their kernels come from;
  `tracebacks`: what a failed cell says.
"""
