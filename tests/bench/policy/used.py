# python used.py FILE PROGRAM [ARGUMENT...]: runs the program, writes into FILE what it and all that it started have used, the processor
# time of all in seconds and the peak memory of the largest in KiB, and ends as the program did.
import resource
import subprocess
import sys

file, *command = sys.argv[1:]
code = subprocess.run(command).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss // 1024 if sys.platform == "darwin" else used.ru_maxrss
with open(file, "w") as told:
    told.write(f"{used.ru_utime + used.ru_stime} {peak}")
sys.exit(code)
