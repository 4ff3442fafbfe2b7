# Keeps its checkpoint open and writes into it without a pause: it is never complete.
step=$(head -n 1 state 2>/dev/null || echo 0)
exec 3> state
trap 'exit 143' TERM
while [ "$step" -lt 32 ]; do
  i=0
  while [ "$i" -lt 5 ]; do
    echo "$step" >&3
    sleep 0.05
    i=$((i + 1))
  done
  step=$((step + 1))
  awk -v a="$step" 'BEGIN { print a / 32 }' > fraction_done
done
echo "counted to $step" > result.txt
