package web

import (
	"errors"
	"strconv"
	"testing"

	"fwptracker/internal/workplan"
)

func TestEveryReadsAListToItsEnd(t *testing.T) {
	t.Parallel()
	for _, rows := range []int{0, 1, whole.Limit, whole.Limit + 1, 3 * whole.Limit} {
		asked := 0
		all, err := every(func(p workplan.Page) (workplan.Listing[int], error) {
			from := 0
			if asked++; p.After != nil {
				from, _ = strconv.Atoi(p.After[0])
			}
			var list workplan.Listing[int]
			for n := from; n < rows && len(list.Rows) < p.Limit; n++ {
				list.Rows = append(list.Rows, n)
			}
			if last := from + len(list.Rows); last < rows {
				list.Next = []string{strconv.Itoa(last)}
			}
			if len(p.Sort) != 1 || p.Sort[0] != falling("number") {
				t.Errorf("asked in the order %v", p.Sort)
			}
			return list, nil
		}, falling("number"))
		if err != nil || len(all) != rows || rows > 0 && all[rows-1] != rows-1 || asked != max(1, (rows+whole.Limit-1)/whole.Limit) {
			t.Errorf("of %d rows %d came, asked for %d times, %v", rows, len(all), asked, err)
		}
	}
	broken := errors.New("broken")
	if all, err := every(func(workplan.Page) (workplan.Listing[int], error) {
		return workplan.Listing[int]{Rows: []int{1}, Next: []string{"1"}}, broken
	}); !errors.Is(err, broken) || all != nil {
		t.Errorf("%v, %v", all, err)
	}
}
