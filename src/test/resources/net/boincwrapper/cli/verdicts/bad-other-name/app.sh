# Writes its checkpoint under another name than the declared one.
step=$(cat state.json 2>/dev/null || echo 0)
trap 'exit 143' TERM
while [ "$step" -lt 32 ]; do
  sleep 0.25 & wait $!
  step=$((step + 1))
  echo "$step" > new; sync new; mv new state.json
  awk -v a="$step" 'BEGIN { print a / 32 }' > fraction_done
done
echo "counted to $step" > result.txt
