#!/usr/bin/env bash
# Does Slurm lead to the same report if a task is killed on the way?
#
#   bash .ci/with-slurm bash benchmarks/cluster/killed_task.sh
#
# Works off one plan, on the sample, by a plain `sweep run` and as array jobs; of the first array the first
# task is killed (SIGKILL) once it has saved a checkpoint in the middle of a run, and is requeued. The tables
# of the two reports have to be the same bytes, but for the seconds.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=target/killed-task
options=(--data "$PWD/$out/none" --checkpoint-every 0.1)
rm -rf "$out"
mkdir -p "$out"

moments() {
  mvn --quiet --offline exec:java "-Dexec.args=$*" 2> >(grep -v '^WARNING' >&2)
}

array() {
  sbatch --parsable --array=0-1 --output="$PWD/$out/%A-%a.log" --mem-per-cpu=800M "$@" \
    benchmarks/cluster/sweep.sbatch --out "$PWD/$out/slurm" "${options[@]}"
}

for way in alone slurm; do
  moments sweep plan --optimizers sgd,adam --trials 3 --limit 1800 --validation 200 --epochs 12 \
    --eval-every 450 --targets 15,25,35 --seeds 2,3 --out "$PWD/$out/$way"
done

echo "one process"
moments sweep run --offline --threads 1 --out "$PWD/$out/alone" "${options[@]}" > /dev/null

job=$(array)
echo "array $job"
until compgen -G "$out/slurm/runs/*/unfinished/checkpoint-*.json" > /dev/null; do sleep 0.1; done
scancel --signal=KILL --full "${job}_0"
while [ -n "$(squeue --noheader --states=running --jobs="${job}_0" 2> /dev/null)" ]; do sleep 0.2; done
echo "task ${job}_0 is killed, with $(ls -d "$out"/slurm/runs/*/history.csv 2> /dev/null | wc -l) runs finished"
scontrol requeue "${job}_0"
sleep 2
scontrol update jobid="${job}_0" starttime=now
while [ -n "$(squeue --noheader --jobs="$job" 2> /dev/null)" ]; do sleep 0.5; done

job=$(array --wait)
echo "array $job: the last runs"

for way in alone slurm; do
  moments sweep report --out "$PWD/$out/$way" > "$out/$way.txt"
  head -1 "$out/$way.txt"
  grep -v ',seconds,' "$out/$way/targets.csv" > "$out/$way/steps.csv"
done
for table in trials budget results steps; do
  cmp "$out/alone/$table.csv" "$out/slurm/$table.csv"
done
echo "the same tables"
