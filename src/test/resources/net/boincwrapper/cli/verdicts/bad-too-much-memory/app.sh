# Resumes well, and takes more memory than the workunit asks for.
blob=$(head -c 60000000 /dev/zero | tr '\0' x)
step=$(cat state 2>/dev/null || echo 0)
trap 'exit 143' TERM
while [ "$step" -lt 32 ]; do
  sleep 0.25 & wait $!
  step=$((step + 1))
  echo "$step" > state.new; sync state.new; mv state.new state
  awk -v a="$step" 'BEGIN { print a / 32 }' > fraction_done
done
echo "counted to $step, with ${#blob} bytes" > result.txt
