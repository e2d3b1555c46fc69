#!/usr/bin/env bash
# Records what lesson 12 quotes: rates.csv (learning rates tried, on validation images) and
# history.csv (the runs with the test images); and sample.csv, with which RecordingsTest sees without
# CIFAR-10 whether the two are still what the library computes. About 15 minutes on one core. The same bytes each time,
# for any number of threads, until the library's arithmetic changes; then record anew. So the times are
# left out, but for race.csv, which has them.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=lessons/12-adam-or-sgd
out=target/record
columns=batch,lr,optimizer,seed,epoch,step,images,train_loss,test_loss,test_accuracy

# record FILE BATCH RATES OPTIONS: trains with all of RATES and appends to FILE. The limits that are
# passed make it fail on the sample.
record() {
  local file=$1 batch=$2 rates=$3 optimizers
  shift 3
  optimizers=$(sed -E 's/=[^,]*//g' <<< "$rates")
  mvn -q -B compile exec:java \
    -Dexec.args="--optimizers $optimizers --lr $rates --batch $batch --threads 1 --out $out $*"
  awk -F, -v OFS=, -v batch="$batch" -v rates="$rates" '
    BEGIN { split(rates, each, ","); for (i in each) { split(each[i], r, "="); lr[r[1]] = r[2] } }
    NR > 1 { print batch, lr[$1], $1, $2, $3, $4, $5, $7, $8, $9 }' $out/history.csv >> "$file"
}

# best BATCH: for each optimizer the rate with the best mean accuracy after two epochs.
best() {
  awk -F, -v batch="$1" '
    $1 == batch && $5 == 2 && $10 != "" { sum[$3 "=" $2] += $10 }
    END {
      for (run in sum) {
        split(run, r, "=")
        if (sum[run] > top[r[1]]) { top[r[1]] = sum[run]; at[r[1]] = run }
      }
      print at["sgd"]; print at["momentum"]; print at["adam"]
    }' $here/rates.csv
}

try() {
  record $here/rates.csv "$1" "sgd=$2,momentum=$3,adam=$4" \
    --seeds 101,102,103 --validation 10000 --limit 40000 --eval-every 100000
}

final() {
  record $here/history.csv "$1" "$2" --seeds 1,2,3,4,5,6,7,8,9,10 --limit 50000 --eval-every "$3"
}

sample() {
  MOMENTS_HOME=$out/no-data record $here/sample.csv "$1" "$2" \
    --offline --seeds 1 --epochs 1 --eval-every "$3"
}

echo $columns > $here/sample.csv
sample 4 sgd=0.001,momentum=0.001,adam=0.001 250
sample 128 sgd=0.3,momentum=0.03,adam=0.003 8

echo $columns > $here/rates.csv
try 4 0.001 0.0001 0.0001
try 4 0.003 0.0003 0.0003
try 4 0.01 0.001 0.001
try 4 0.03 0.003 0.003
try 4 0.1 0.01 0.01
try 128 0.01 0.001 0.0003
try 128 0.03 0.003 0.001
try 128 0.1 0.01 0.003
try 128 0.3 0.03 0.01
try 128 1 0.1 0.03

echo $columns > $here/history.csv
final 4 sgd=0.001,momentum=0.001,adam=0.001 2500
final 4 "$(best 4 | grep -vx '.*=0.001' | paste -sd,)" 2500
final 128 "$(best 128 | paste -sd,)" 391

# Everything tuned: trials.csv (the trials, on validation images) and race.csv (the last runs, on the test
# images, with seconds, which differ from machine to machine). About 25 minutes on one core of an AMD EPYC.
echo rate,optimizer,trial,values,accuracy > $here/trials.csv
echo rate,optimizer,trial,seed,step,seconds,test_accuracy > $here/race.csv
for decay in none all; do
  rate=$([ $decay = none ] && echo constant || echo decaying)
  mvn -q -B compile exec:java -Dexec.args="sweep plan --optimizers sgd,momentum,rmsprop,adam --trials 8 \
    --eval-every 1250 --decay $decay --seeds 11,12,13,14,15,16,17,18,19,20 --out $out/$rate"
  mvn -q -B exec:java -Dexec.args="sweep run --threads 1 --out $out/$rate"
  mvn -q -B exec:java -Dexec.args="sweep report --out $out/$rate"
  awk -v rate=$rate 'NR > 1 { sub(/[a-z]+-trial-0*/, ""); print rate "," $0 }' \
    $out/$rate/trials.csv >> $here/trials.csv
  awk -F, -v OFS=, -v rate=$rate '
    FNR > 1 {
      n = split(FILENAME, path, "/")
      split(path[n - 1], id, "-")
      print rate, $1, id[3] + 0, $2, $4, $6, $9
    }' $out/$rate/runs/*-seed-*/history.csv >> $here/race.csv
done
