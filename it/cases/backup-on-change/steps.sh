# When a tree changes it is copied, once, after it has settled; what changes during the copy is copied again.
mkdir -p notes/deep copy
start_daemon
for i in 1 2 3 4 5; do echo "note $i" >"notes/deep/note-$i"; done
await '[ -e runs ]'
never '[ "$(wc -l <runs)" -gt 1 ]'
diff -r notes copy
echo more >>notes/deep/note-3
await 'cmp -s notes/deep/note-3 copy/deep/note-3'
mkdir -p notes/new/directory
echo text >notes/new/directory/file
await 'cmp -s notes/new/directory/file copy/new/directory/file'
