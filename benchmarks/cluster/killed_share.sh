#!/usr/bin/env bash
# Grades a class as an array job of Slurm, the first task of which is killed on the way and requeued.
#
#   bash .ci/with-slurm bash benchmarks/cluster/killed_share.sh TASKS OUT OPTION...
#
# The options are those of `grade`, with the same OUT. The task is killed (SIGKILL) as soon as two results
# for each task are there.
set -euo pipefail
cd "$(dirname "$0")/../.."
tasks=$1
out=$2
shift 2

results() { compgen -G "$out/students/*/results.json" | wc -l; }

job=$(sbatch --parsable --array="0-$((tasks - 1))" --cpus-per-task=1 --output="$out-%a.log" \
  lessons/classroom/grade.sbatch "$@")
until [ "$(results)" -ge $((2 * tasks)) ]; do sleep 0.1; done
scancel --signal=KILL --full "${job}_0"
while [ -n "$(squeue --noheader --states=running --jobs="${job}_0" 2> /dev/null)" ]; do sleep 0.2; done
echo "task 0 of $tasks killed when there were $(results) results"
scontrol requeue "${job}_0"
sleep 2
scontrol update jobid="${job}_0" starttime=now
while [ -n "$(squeue --noheader --jobs="$job" 2> /dev/null)" ]; do sleep 0.5; done
grep -H . "$out"-*.log || true
