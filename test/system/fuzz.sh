# Short forms of "make fuzz": for check.sh.

# Short forms of "make fuzz".
fuzz() {
	compile_fuzz_target "$1" cc -O2 -fsanitize=undefined,address test/fuzz/driver.c
	"$work/fuzz_$1" "$2" 1 test/fuzz/seeds/"$1"/*
}

fuzz_sql() {
	as_user createdb fuzz
	as_user env PGDATABASE=fuzz "$work/sql_fuzz" -n 4000
}
