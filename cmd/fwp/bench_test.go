package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/store"
)

// The benchmarks ask a running service over HTTP on a file database, at two sizes. Run them with
//
//	go test -run '^$' -bench . ./cmd/fwp
//
// Rates are for people; nothing here passes or fails by the clock.

// benchFolder is the folder of all databases of a run.
var benchFolder string

func benchDir(b *testing.B) string {
	if benchFolder == "" {
		dir, err := os.MkdirTemp("", "fwp-bench-")
		if err != nil {
			b.Fatal(err)
		}
		benchFolder = dir
	}
	return benchFolder
}

// eachSize runs a benchmark on each size of database.
func eachSize(b *testing.B, run func(b *testing.B, n *bench, s size)) {
	for _, s := range sizes {
		b.Run(s.name, func(b *testing.B) {
			n := startBench(b, s)
			b.ResetTimer()
			run(b, n, s)
		})
	}
}

// ask sends a request and reads the whole answer, which must have the status.
func (n *bench) ask(b *testing.B, token, method, path, body string, want int) []byte {
	req, err := http.NewRequest(method, n.url+path, strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := n.client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != want {
		b.Fatalf("%s %s: %d, %v\n%.400s", method, path, resp.StatusCode, err, answer)
	}
	return answer
}

// ownItem is the address of an item that the lead's member leads.
func ownItem(i int, s size) string {
	item := i%(s.items/10)*10 + 10
	return fmt.Sprintf("/api/v1/plans/wg-plan-%03d/items/%d.%d", i%s.plans+1, item%5+1, item)
}

const progress = `{"done":"Second draft circulated to members.","next_steps":"Pilot in two members.","health":"on_track"}`

func BenchmarkPostStatusUpdate(b *testing.B) {
	for _, clients := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("c=%d", clients), func(b *testing.B) {
			eachSize(b, func(b *testing.B, n *bench, s size) {
				var i atomic.Int64
				b.SetParallelism(max(1, clients/2))
				defer cpuOf(b)()
				if clients == 1 {
					for b.Loop() {
						n.ask(b, n.lead, "POST", ownItem(int(i.Add(1)), s)+"/updates", progress, http.StatusCreated)
					}
				} else {
					b.RunParallel(func(pb *testing.PB) {
						for pb.Next() {
							n.ask(b, n.lead, "POST", ownItem(int(i.Add(1)), s)+"/updates", progress, http.StatusCreated)
						}
					})
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
			})
		})
	}
}

func BenchmarkGetItem(b *testing.B) {
	eachSize(b, func(b *testing.B, n *bench, s size) {
		defer cpuOf(b)()
		for i := 0; b.Loop(); i++ {
			n.ask(b, n.lead, "GET", ownItem(i, s), "", http.StatusOK)
		}
	})
}

func BenchmarkListItems(b *testing.B) {
	eachSize(b, func(b *testing.B, n *bench, s size) {
		defer cpuOf(b)()
		for b.Loop() {
			n.ask(b, n.lead, "GET", "/api/v1/plans/wg-plan-001/items?status=planned,in_progress&sort=due&limit=50", "", http.StatusOK)
		}
	})
}

func BenchmarkDeepPage(b *testing.B) {
	eachSize(b, func(b *testing.B, n *bench, s size) {
		first, deep := "/api/v1/items?limit=50&sort=due", ""
		path := first
		for range 1000 {
			var page struct {
				Next *string `json:"next_cursor"`
			}
			if err := json.Unmarshal(n.ask(b, n.lead, "GET", path, "", http.StatusOK), &page); err != nil {
				b.Fatal(err)
			}
			if page.Next == nil {
				break
			}
			deep = first + "&cursor=" + *page.Next
			path = deep
		}
		b.Run("first", func(b *testing.B) {
			defer cpuOf(b)()
			for b.Loop() {
				n.ask(b, n.lead, "GET", first, "", http.StatusOK)
			}
		})
		b.Run("deep", func(b *testing.B) {
			defer cpuOf(b)()
			for b.Loop() {
				n.ask(b, n.lead, "GET", deep, "", http.StatusOK)
			}
		})
	})
}

func BenchmarkCompletionReport(b *testing.B) {
	eachSize(b, func(b *testing.B, n *bench, s size) {
		const path = "/api/v1/plans/wg-plan-001/report"
		b.Run("unchanged", func(b *testing.B) {
			defer cpuOf(b)()
			for b.Loop() {
				n.ask(b, n.chair, "GET", path, "", http.StatusOK)
			}
		})
		b.Run("just changed", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				n.ask(b, n.lead, "POST", ownItem(0, s)+"/updates", progress, http.StatusCreated)
				b.StartTimer()
				n.ask(b, n.chair, "GET", path, "", http.StatusOK)
			}
		})
		b.Run("as of a past date", func(b *testing.B) {
			defer cpuOf(b)()
			for i := 0; b.Loop(); i++ {
				n.ask(b, n.chair, "GET", fmt.Sprintf("%s?as_of=2024-05-%02d&known_at=2026-06-01T00:00:%02d.%06dZ", path, i%28+1, i%60, i), "", http.StatusOK)
			}
		})
	})
}

func BenchmarkCreateItems(b *testing.B) {
	eachSize(b, func(b *testing.B, n *bench, s size) {
		var body bytes.Buffer
		body.WriteString(`{"items":[`)
		for i := range 1000 {
			if i > 0 {
				body.WriteByte(',')
			}
			fmt.Fprintf(&body, `{"ref":"%d","title":"Item %d of a large plan","leads":["member-%d"],"due":"2026-Q4","description":"Prepare, hold and report on a training for officials."}`, i+1, i+1, i%10)
		}
		body.WriteString(`]}`)
		for b.Loop() {
			b.StopTimer()
			code := fmt.Sprintf("wg-bench-%d", drafts.Add(1))
			n.ask(b, n.chair, "POST", "/api/v1/plans", `{"code":"`+code+`","body":"wg","title":"Draft"}`, http.StatusCreated)
			b.StartTimer()
			n.ask(b, n.chair, "POST", "/api/v1/plans/"+code+"/items/batch", body.String(), http.StatusCreated)
		}
	})
}

// drafts numbers the draft plans that benchmarks make.
var drafts atomic.Int64

func BenchmarkStart(b *testing.B) {
	eachSize(b, func(b *testing.B, _ *bench, s size) {
		for b.Loop() {
			st, err := store.Open(b.Context(), filepath.Join(benchFolder, s.name+".db"))
			if err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			if err := st.Close(); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	})
}

// BenchmarkFloor measures what the machine itself gives: a durable commit of one row, an empty handler, over the same connection.
func BenchmarkFloor(b *testing.B) {
	b.Run("durable commit", func(b *testing.B) {
		defer cpuOf(b)()
		db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "floor.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
		if err != nil {
			b.Fatal(err)
		}
		defer db.Close()
		db.SetMaxOpenConns(1)
		if _, err := db.Exec("CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT, said TEXT)"); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := db.Exec("INSERT INTO t (at, said) VALUES (?, ?)", time.Now().String(), progress); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
	})
	b.Run("empty handler", func(b *testing.B) {
		defer cpuOf(b)()
		e := echo.New()
		e.GET("/", func(c echo.Context) error { return c.JSON(http.StatusOK, map[string]string{"status": "ok"}) })
		server := httptest.NewServer(e)
		defer server.Close()
		n := &bench{url: server.URL, client: server.Client()}
		for b.Loop() {
			n.ask(b, "", "GET", "/", "", http.StatusOK)
		}
	})
}
