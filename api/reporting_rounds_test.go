package api

import (
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// filledRound is a round in which nothing is zero: it asks about all plans and mails on one day.
func filledRound() tracker.RoundReading {
	r := filled[tracker.RoundReading]()
	r.Named, r.Reminders = false, workplan.List{"due"}
	return r
}

// filledObligation is an obligation in which nothing is zero.
func filledObligation() workplan.Obligation {
	o := filled[workplan.Obligation]()
	o.WantedBy, o.Today = "2026-11-20", "2026-11-30"
	o.Item.Nature, o.Item.Status, o.Item.Due = workplan.NatureOneOff, workplan.StatusInProgress, "2026-10"
	return o
}

// filledMail is a mail that waits, with nothing zero.
func filledMail() workplan.RoundMail {
	m := filled[workplan.RoundMail]()
	m.State = workplan.MailFailed
	return m
}

func TestRounds(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		good := `{"body":"wg","meeting":"wg-2","opens":"2024-03-01","due":"2024-03-20","closes":"2024-03-31","plans":["wg-2024"],"note":"Name openings."}`
		w.play(
			scenario{as: "reader", req: "POST /rounds", body: good, want: 403, problem: "forbidden", has: all("run reporting rounds", "secretariat (in own body)")},
			scenario{as: "stranger", req: "POST /rounds", body: good, want: 403},
			scenario{as: "sec", req: "POST /rounds", body: good, want: 201, header: all("Location: /api/v1/rounds/1", "ETag: "), has: all(`"number":1,"body":"wg","meeting":"wg-2","state":"open"`, `"all_plans":false,"plans":["wg-2024"]`,
				`"reminders":["opens","due-14d","due-3d","due","due+3d"],"escalation":"due+7d"`, `{"on":"2024-03-01","kind":"digest"},{"on":"2024-03-06","kind":"digest"}`, `{"on":"2024-03-27","kind":"escalation"}`, `"counts":null,"by_lead":[]`)},
			scenario{as: "chair", req: "POST /rounds", body: good, want: 409, problem: "round-overlaps", has: all("Round 1 runs from 2024-03-01 to 2024-03-31")},
			scenario{as: "chair", req: "POST /rounds", body: `{"body":"wg","opens":"2024-05-01","due":"2024-04-01","closes":"2024-06-01","reminders":["soon"],"plans":["draft-2027"]}`, want: 422, has: all("/due", "/reminders/0", "/plans/0", "leads report on endorsed plans")},
			scenario{as: "chair", req: "POST /rounds", body: `{"body":"wg","opens":"2024-06-01","due":"2024-06-02","closes":"2024-06-03","reminders":[],"escalation":""}`, want: 201, has: all(`"number":2`, `"state":"planned"`, `"all_plans":true,"plans":[],"reminders":[],"escalation":null,"windows":[]`)},
			scenario{as: "reader", req: "GET /rounds/1", want: 200, has: all(`"counts":{"owed":4,"answered":0,"late":0,"nil_returns":0,"outstanding":4,"lapsed":0}`, `{"lead":"aland","owed":2`), hasNot: all(`"owed":5`)},
			scenario{as: "chair", req: "GET /rounds/1", want: 200, has: all(`"counts":{"owed":5`)},
			scenario{as: "guest", req: "GET /rounds/1", want: 404}, scenario{as: "stranger", req: "GET /rounds/1", want: 404}, scenario{req: "GET /rounds", want: 401},
			scenario{as: "lead", req: "POST /plans/wg-2024/items/1.1/updates", body: `{"kind":"nil_return"}`, want: 201},
			scenario{as: "reader", req: "GET /rounds/1/returns?lead=aland", want: 200, has: all(`"ref":"1.1"`, `"kind":"nil_return","update":1,"answered_at":"2024-03-01T`, `"late":false`, `"kind":"none","update":null,"answered_at":null`), hasNot: all("bland")},
			scenario{as: "chair", req: "GET /rounds/1/returns?kind=none&item=wg-2024/1.3&sort=-lead", want: 200, has: all(`"ref":"1.3"`), hasNot: all(`"ref":"1.2"`)},
			scenario{as: "reader", req: "GET /rounds/1/returns?item=wg-2024/1.3", want: 200, has: all(`"data":[]`)},
			scenario{as: "reader", req: "GET /rounds/1/returns?kind=x&late=maybe&sort=x", want: 422, has: all("?kind", "?late", "?sort")},
			scenario{as: "lead", req: "GET /me/obligations?reason=round", want: 200, has: all(`"ref":"1.2"`, `"round":1,"round_state":"open","wanted_by":"2024-03-20","days_left":19,"post":"/api/v1/plans/wg-2024/items/1.2/updates"`), hasNot: all(`"ref":"1.1"`)},
			scenario{as: "reader", req: "GET /me/obligations", want: 200, has: all(`{"data":[],"next_cursor":null}`)},
			scenario{as: "sec", req: "GET /rounds/1/digests", want: 200, has: all(`"username":"colead"`, `"subject":"Body wg: 2 reports due by 20 March 2024"`, "From the secretariat: Name openings.", `"held_back":null`)},
			scenario{as: "reader", req: "GET /rounds/1/digests", want: 403}, scenario{as: "reader", req: "GET /rounds/1/mails", want: 403},
			scenario{as: "sec", req: "POST /rounds/1/remind", body: `{"members":["vnm"]}`, want: 201, has: all(`"queued":["supporter"]`, `"held_back":[],"unreached":[]`), header: all("Location: /api/v1/rounds/1/mails")},
			scenario{as: "sec", req: "POST /rounds/1/remind", body: `{}`, want: 201, has: all(`"username":"supporter","why":"there is a digest of the round for this person today already"`)},
			scenario{as: "sec", req: "GET /rounds/1/mails?state=queued&limit=2", want: 200, has: all(`"window_on":"2024-03-01"`, `"state":"queued"`, `"next_cursor":"`)},
		)
		w.at("2024-03-22")
		w.play(
			scenario{as: "colead", req: "POST /plans/wg-2024/items/1.2/updates", body: `{"done":"Late."}`, want: 201},
			scenario{as: "reader", req: "GET /rounds/1/returns?late=true", want: 200, has: all(`"lead":"bland"`, `"late":true`), hasNot: all("aland")},
			scenario{as: "chair", req: "POST /plans/wg-2024/items/1.3/updates", body: `{"status":"withdrawn","reason":"No money."}`, want: 201},
			scenario{as: "chair", req: "GET /rounds/1/returns?kind=lapsed", want: 200, has: all(`"ref":"1.3"`, `"status":"withdrawn"`, `"kind":"lapsed","update":null,"answered_at":null,"late":false,"lapsed_on":"2024-03-22"`), hasNot: all(`"ref":"1.2"`)},
			scenario{as: "chair", req: "GET /rounds/1", want: 200, has: all(`"lapsed":1}`)},
			scenario{as: "reader", req: "GET /rounds/1", want: 200, has: all(`"lapsed":0}`), hasNot: all(`"lapsed":1`)},
			scenario{as: "sec", req: "PATCH /rounds/1", body: `{"due":"2024-03-25"}`, want: 428},
			scenario{as: "sec", req: "PATCH /rounds/1", body: `{"due":"2024-03-25"}`, match: "now", want: 422, has: all("/date_reason", "say why its dates are moved")},
			scenario{as: "reader", req: "PATCH /rounds/1", body: `{"note":"x"}`, match: "now", want: 403},
			scenario{as: "sec", req: "PATCH /rounds/1", body: `{"due":"2024-03-25","date_reason":"Two leads asked."}`, match: "now", want: 200, has: all(`"state":"open"`, `"date_reason":"Two leads asked."`)},
			scenario{as: "reader", req: "GET /rounds/1?as_of=2024-03-21", want: 200, has: all(`"state":"overdue"`, `"due":"2024-03-20"`)},
			scenario{as: "sec", req: "POST /rounds/2/close", body: `{"reason":"x"}`, want: 409, problem: "round-not-open"},
			scenario{as: "sec", req: "POST /rounds/2/cancel", body: `{"reason":"No meeting."}`, want: 200, has: all(`"state":"cancelled"`, `"end_reason":"No meeting."`)},
			scenario{as: "sec", req: "POST /rounds/1/close", body: `{}`, want: 422, has: all("/reason")},
			scenario{as: "chair", req: "POST /rounds/1/close", body: `{"reason":"Enough."}`, want: 200, has: all(`"state":"closed"`, `"ended_at":"2024-03-22T`)},
			scenario{as: "chair", req: "POST /rounds/1/close", body: `{"reason":"Enough."}`, want: 409, problem: "already-ended"},
			scenario{as: "sec", req: "PATCH /rounds/1", body: `{"note":"x"}`, match: "now", want: 409, problem: "round-over"},
			scenario{as: "sec", req: "POST /rounds/1/remind", body: `{}`, want: 409, problem: "round-not-open"},
			scenario{as: "reader", req: "GET /rounds?state=closed,cancelled&sort=-due", want: 200, has: all(`"number":1`, `"number":2`)},
			scenario{as: "reader", req: "GET /rounds?as_of=2024-03-10&state=planned", want: 200, has: all(`"number":2`), hasNot: all(`"number":1`)},
			scenario{as: "chair", req: "GET /audit?action=edit%20reporting%20round", want: 200, has: all(`"object":"reporting round 1"`, `"effective_on":"2024-03-22"`)},
		)
	})
}

func TestOwnTimeZoneAndDigest(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.play(
			scenario{as: "lead", req: "GET /me", want: 200, has: all(`"time_zone":null,"digest":"on"`)},
			scenario{as: "lead", req: "PATCH /me", body: `{"digest":"off"}`, want: 428},
			scenario{as: "lead", req: "PATCH /me", body: `{"digest":"off","time_zone":"Asia/Jakarta"}`, match: "now", want: 200, has: all(`"time_zone":"Asia/Jakarta","digest":"off"`)},
			scenario{as: "lead", req: "PATCH /me", body: `{"time_zone":null}`, match: "now", want: 200, has: all(`"time_zone":null,"digest":"off"`)},
			scenario{as: "lead", req: "PATCH /me", body: `{"time_zone":"Nowhere/At_All"}`, match: "now", want: 422, has: all("/time_zone", "Asia/Jakarta")},
			scenario{as: "lead", req: "PATCH /me", body: `{"digest":"weekly"}`, match: "now", want: 422, has: all("/digest")},
			scenario{as: "lead", req: "PATCH /me", body: `{"name":"X"}`, match: "now", want: 422, has: all("unknown_member")},
			scenario{as: "nobody", req: "PATCH /me", body: `{"digest":"off"}`, match: "now", want: 403},
			scenario{as: "admin", req: "PATCH /users/lead", body: `{"digest":"on"}`, match: "now", want: 200, has: all(`"digest":"on"`)},
			scenario{as: "admin", req: "POST /users", body: `{"username":"newt","name":"New","email":"new@example.org","time_zone":"Europe/Paris"}`, want: 201, has: all(`"time_zone":"Europe/Paris"`)},
		)
	})
}
