"""Becomes mpiexec, with as many ranks as the workunit says: never as many as this host has CPUs, or
the same workunit would add in another order elsewhere."""

import os
import sys

import arguments

ranks = arguments.read().ranks
sys.stdout.flush()
# With -m mpi4py, a rank that fails ends the others, too.
os.execvp("mpiexec", ["mpiexec", "-n", str(ranks), sys.executable, "-m", "mpi4py", "simulate.py"])
