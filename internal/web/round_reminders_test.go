package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/workplan"
)

func TestLeadsAreRemindedOnceADay(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.asks()
		l.now = l.now.Add(3 * 24 * time.Hour)
		l.says("before anything is sent", main(l.read("desk", "/rounds/1/remind")), []string{"2 people would get a mail now.", `<h3>ana <span`, `<h3>ben <span`,
			"WG: 2 reports due by 9 September 2024", "Please &lt;b&gt;hurry&lt;/b&gt;.", "Land of aland: 2 to come", `value="bland" checked`}, []string{"cleo"})
		l.says("the log", main(l.read("desk", "/rounds/1/mails")), []string{"No mail of this round has gone out."}, nil)
		form := l.form("desk", "/rounds/1/remind")
		form.Del("members")
		l.refuses("desk", "/rounds/1/remind", form, http.StatusUnprocessableEntity, "choose whom to remind", `href="#members"`)
		form = typed(l.form("desk", "/rounds/1/remind"), "members", "aland")
		l.goes("desk", "/rounds/1/remind", form, "/rounds/1/mails?queued=1&held=0&unreached=0")
		l.goes("desk", "/rounds/1/remind", form, "/rounds/1/mails?queued=1&held=0&unreached=0") // sent once more
		l.says("the log", main(l.read("desk", "/rounds/1/mails?queued=1&held=0&unreached=0")), []string{"1 reminder is queued.", `<th scope="row">ana</th>`, "Waiting to be sent", "5 September 2024"}, []string{`>ben<`})
		l.says("those who had one", main(l.read("desk", "/rounds/1/remind")), []string{"1 person would get a mail now.", "there is a mail of the round for this person today already"}, nil)
		l.goes("chair", "/rounds/1/remind", typed(l.form("chair", "/rounds/1/remind"), "members", "aland", "members", "bland"), "/rounds/1/mails?queued=1&held=1&unreached=0")
		if page := l.read("desk", "/rounds/1/mails"); strings.Count(page, `<th scope="row">ana</th>`) != 1 || strings.Count(page, `<th scope="row">ben</th>`) != 1 {
			t.Errorf("somebody gets two mails, or none:\n%s", main(page))
		}
		l.says("the log of what failed", main(l.read("desk", "/rounds/1/mails?state=failed")), []string{"No mail of this round is in that state."}, []string{">ana<"})
		l.closedToOthers("/rounds/1/remind", http.StatusForbidden, "rita", "ana", "cleo")
		for _, who := range []string{"rita", "ana"} {
			if status, _ := l.get(who, "/rounds/1/mails"); status != http.StatusForbidden {
				t.Errorf("%s reads the mails: %d", who, status)
			}
		}
	})
}

func TestARoundIsEndedByWhoWasAskedTwice(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.asks()
		l.says("before it is ended", main(l.read("chair", "/rounds/1/end")), []string{"1 of 4 returns have come in, 0 of them late.", "3 have not:", "Item 1.4", "Land of bland"}, []string{"This cannot be taken back."})
		form := typed(l.form("chair", "/rounds/1/end"), "ending", "closed", "act", "preview")
		l.refuses("chair", "/rounds/1/end", form, http.StatusUnprocessableEntity, `href="#reason"`, `value="closed" checked`)
		form.Set("reason", "All <i>that matters</i> is in.")
		l.refuses("chair", "/rounds/1/end", form, http.StatusOK, "This cannot be taken back.", "The round is closed from now on.", "All &lt;i&gt;that matters&lt;/i&gt; is in.", `value="end"`)
		l.says("nothing has happened yet", main(l.read("rita", "/rounds/1")), []string{"Open"}, []string{"closed early"})
		form.Set("act", "edit")
		l.refuses("chair", "/rounds/1/end", form, http.StatusOK, "All &lt;i&gt;that matters&lt;/i&gt; is in.</textarea>")
		form.Set("act", "end")
		l.goes("chair", "/rounds/1/end", form, "/rounds/1?done=round_ended")
		l.goes("chair", "/rounds/1/end", form, "/rounds/1?done=round_ended") // sent once more
		l.says("what is over", main(l.read("rita", "/rounds/1?done=round_ended")), []string{"The round is ended.", "The round was closed early, on 2 September 2024", "Closed"}, nil)
		l.says("what is over", main(l.read("chair", "/rounds/1")), []string{"1 of 4"}, []string{"/rounds/1/end", "/rounds/1/edit", "/rounds/1/remind"})
		form.Set("key", "another")
		l.refuses("chair", "/rounds/1/end", form, http.StatusConflict, "Round 1 is closed already.")
		l.closedToOthers("/rounds/1/end", http.StatusForbidden, "rita", "ana")
		for _, at := range []string{"/rounds/1/end", "/rounds/1/edit"} {
			if status, _ := l.get("chair", at); status != http.StatusConflict {
				t.Errorf("%s of what is over: %d", at, status)
			}
		}
		l.says("reminders of what is over", main(l.read("chair", "/rounds/1/remind")), []string{"Leads are reminded while a round runs"}, []string{"<form"})
		if r := l.asks(); r.State != workplan.RoundOpen {
			t.Errorf("the next round is %s", r.State)
		}
	})
}
