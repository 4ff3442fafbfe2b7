# Its checkpoint is a directory of files and an index of them, which is written last.
mkdir -p parts
step=$(cat parts/index 2>/dev/null || echo 0)
trap 'exit 143' TERM
while [ "$step" -lt 12 ]; do
  sleep 1.5 & wait $!
  step=$((step + 1))
  echo "$step" > new; sync new; mv new "parts/$((step % 4))"
  echo "$step" > new; sync new; mv new parts/index
  awk -v a="$step" 'BEGIN { print a / 12 }' > fraction_done
done
echo "$step steps in $(ls parts | wc -l) files" > result.txt
