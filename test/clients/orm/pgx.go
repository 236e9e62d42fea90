// pgx, without an ORM
package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"log"
	"sort"
	"strings"

	"github.com/jackc/pgtype"
	"github.com/jackc/pgx/v4"
)

// Tally is the answers by score, in the binary form of src/README.md.
type Tally map[uint8]uint64

func (tally Tally) EncodeBinary(_ *pgtype.ConnInfo, buf []byte) ([]byte, error) {
	scores := make([]int, 0, len(tally))
	for score := range tally {
		scores = append(scores, int(score))
	}
	sort.Ints(scores)
	buf = append(buf, 1, 0, 0, byte(len(scores)))
	for _, score := range scores {
		buf = binary.BigEndian.AppendUint64(append(buf, byte(score)), tally[uint8(score)])
	}
	return buf, nil
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, "")
	must(err)
	defer conn.Close(ctx)
	value := func(sql string) (value interface{}) {
		must(conn.QueryRow(ctx, sql).Scan(&value))
		return
	}
	copyOne := func(scores interface{}) error {
		_, err := conn.CopyFrom(ctx, pgx.Identifier{"daily"}, []string{"team", "scores"}, pgx.CopyFromRows([][]interface{}{{"new", scores}}))
		return err
	}

	fmt.Printf("csat\t%v\n", value("SELECT csat(csat) FROM responses"))
	rows, err := conn.Query(ctx, "SELECT team, nps(score) FROM responses WHERE score < $1 OR csat = 5 GROUP BY team ORDER BY team", 9)
	must(err)
	for rows.Next() {
		var team string
		var nps float64
		must(rows.Scan(&team, &nps))
		fmt.Printf("team %s\t%v\n", team, nps)
	}
	must(rows.Err())

	// CopyFrom is binary, and a string is not the binary form of a tally.
	if err := copyOne("{9:3,3:1}"); err == nil || !strings.Contains(err.Error(), "22P03") {
		log.Fatal("CopyFrom takes a tally as text: ", err)
	}
	_, err = conn.PgConn().CopyFrom(ctx, strings.NewReader("new\t{9:3,3:1}\n"), "COPY daily FROM STDIN")
	must(err)
	_, err = conn.Exec(ctx, "DELETE FROM daily WHERE team = 'new' AND scores = '{3:1,9:3}'")
	must(err)
	must(copyOne(Tally{9: 3, 3: 1}))
	fmt.Printf("written\t%v\n", value("SELECT nps(scores) FROM daily WHERE team = 'new'"))
	var stored string
	must(conn.QueryRow(ctx, "SELECT scores FROM daily WHERE team = 'new'").Scan(&stored))
	fmt.Printf("stored\t%s\n", stored)
	fmt.Printf("all\t%v\n", value("SELECT nps(sum(scores)) FROM daily WHERE team <> 'new'"))
}
