#!/usr/bin/env bash
# Gradescope runs this once, as root in /autograder/source, when it makes its image.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if [ "$(type -P javac bwrap setpriv prlimit | wc -l)" != 4 ]; then
  apt-get update
  apt-get install -y --no-install-recommends openjdk-17-jdk-headless bubblewrap util-linux
fi
# Where bubblewrap may not run, submissions run as another user; that user must not read the tests.
chmod -R go= .
