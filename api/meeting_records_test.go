package api

import "testing"

// The record of a meeting from its first session to its second corrigendum, as the secretariat, the co-chairs, a reader and somebody of no body see it.
func TestTheRecordOfAMeeting(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).proposed()
		at := "/meetings/wg-1"
		w.play(
			scenario{as: "reader", req: "GET " + at, want: 200, has: all(`"sessions":[]`, `"agenda":[]`, `"attendance":{"entered":0,"counts":[],"headcounts":[],"note":""}`, `"decisions":[]`, `"adoption":null,"corrigenda":0`, `"audience":"members"`)},
			scenario{as: "reader", req: "POST " + at + "/sessions", body: `{"title":"x"}`, want: 403, problem: "forbidden", has: all("keep meetings", "secretariat (in own body)")},
			scenario{as: "sec", req: "POST " + at + "/sessions", body: `{"title":"Opening","starts":"9:00","format":"by post"}`, want: 422, has: all("/starts", "/format")},
			scenario{as: "sec", req: "POST " + at + "/sessions", body: `{"title":"Opening","starts":"09:00","ends":"10:00","format":"hybrid"}`, headers: all("Idempotency-Key", "session-once"), want: 201,
				has: all(`"number":1,"title":"Opening","day":null,"starts":"09:00","ends":"10:00","place":"","format":"hybrid"`), header: all("Location: /api/v1/meetings/wg-1/sessions/1")},
			scenario{as: "sec", req: "POST " + at + "/sessions", body: `{"title":"Opening","starts":"09:00","ends":"10:00","format":"hybrid"}`, headers: all("Idempotency-Key", "session-once"), want: 201, header: all("Idempotency-Replayed: true")},
			scenario{as: "sec", req: "POST " + at + "/agenda", body: `{"title":"Progress","session":2,"plans":["nothing"],"items":["wg-2024"],"proposals":[9]}`, want: 422, has: all(`"/session"`, `"/plans/0"`, `"/items/0"`, `"/proposals/0"`)},
			scenario{as: "sec", req: "POST " + at + "/agenda", body: `{"title":"Progress","session":1,"plans":["wg-2024"],"proposals":[2]}`, want: 201, has: all(`"session":1,"plans":["wg-2024"],"items":[],"proposals":[2]`)},
			scenario{as: "sec", req: "POST " + at + "/attendance", body: `{"attendants":[{"member":"aland"},{"member":"atlantis"},{"name":"Institute"}]}`, want: 422, has: all("/attendants/1/member", "/attendants/2/kind"), hasNot: all("/attendants/0")},
			scenario{as: "sec", req: "POST " + at + "/attendance", body: `{"attendants":[{"member":"aland","delegates":[{"name":"Dora Delegate","title":"Head"}]},{"name":"Institute","kind":"civil_society"}]}`, want: 201,
				has: all(`"number":1,"member":"aland"`, `"capacity":"member","category":"members"`, `"number":2,"member":null,"name":"Institute","kind":"civil_society","capacity":"guest","category":"civil_society"`), header: all("Location: /api/v1/meetings/wg-1/attendance")},
			scenario{as: "sec", req: "POST " + at + "/decisions", body: `{"text":"Noted.","kind":"noted","agenda_item":1,"items":["wg-2024/1.1","wg-2024/1.3"]}`, want: 201, has: all(`"number":1,"text":"Noted.","kind":"noted","audience":null,"agenda_item":1`)},
			scenario{as: "sec", req: "POST " + at + "/decisions", body: `{"text":"Wider.","audience":"public"}`, want: 422, has: all("wider_than_record")},
			scenario{as: "sec", req: "POST " + at + "/decisions", body: `{"text":"Among the chairs.","audience":"chairs"}`, want: 201},
			scenario{as: "reader", req: "GET " + at + "/decisions", want: 200, has: all(`"items":["wg-2024/1.1"]`), hasNot: all("Among the chairs", "1.3")},
			scenario{as: "chair", req: "GET " + at + "/decisions?kind=noted&item=wg-2024/1.3", want: 200, has: all(`"items":["wg-2024/1.1","wg-2024/1.3"]`), hasNot: all("Among the chairs")},
			scenario{as: "reader", req: "GET " + at + "/decisions/2", want: 404},
			scenario{as: "reader", req: "GET " + at + "/decisions?kind=wished&sort=text&x=1", want: 422, has: all("?kind", "?sort", "?x")},
			scenario{as: "reader", req: "GET " + at + "/attendance?category=members", want: 200, has: all("Dora Delegate"), hasNot: all("Institute")},
			scenario{as: "stranger", req: "GET " + at + "/attendance", want: 200, has: all(`"data":[]`)},
			scenario{as: "stranger", req: "GET " + at + "/attendance/1", want: 404},
			scenario{as: "stranger", req: "GET " + at, want: 200, has: all(`"decisions":[]`, `"entered":0`)},
			scenario{as: "sec", req: "DELETE " + at + "/agenda/1", match: "now", want: 409, problem: "in-use", has: all("decision 1")},
			scenario{as: "sec", req: "PATCH " + at + "/attendance/2", body: `{"note":"Came late."}`, want: 428},
			scenario{as: "sec", req: "PATCH " + at + "/attendance/2", body: `{"note":"Came late."}`, match: "now", want: 200, has: all(`"note":"Came late."`, `"name":"Institute"`)},
			scenario{as: "sec", req: "PATCH " + at + "/sessions/1", body: `{"ends":"08:00","title":null}`, match: "now", want: 422, has: all(`"/ends"`, `"/title"`)},
			scenario{as: "sec", req: "PATCH " + at, body: `{"attendance_note":"Nearly everybody.","headcounts":[{"category":"observers","count":3}],"reported":[{"plan":"wg-2024","leads":["aland"]}]}`, match: "now", want: 200,
				has: all(`{"category":"observers","count":3,"named":0}`, `"reported":[{"plan":"wg-2024","leads":["aland"]}]`)},
			scenario{as: "reader", req: "GET /meetings?member=aland&fields=code", want: 200, has: all(`{"code":"wg-1"}`)},
			scenario{as: "stranger", req: "GET /meetings?member=aland", want: 200, has: all(`"data":[]`)},
			scenario{as: "reader", req: "GET /decisions?item=wg-2024/1.1", want: 200, has: all(`"meeting":"wg-1"`, `"adopted":false`, `"text":"Noted."`)},
		)
	})
}

func TestAnAdoptedRecordTakesCorrigenda(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).record("wg-1")
		at, fix := "/meetings/wg-1", `{"reason":"One was left out.","corrections":{"attendance":[{"number":1,"name":"Institute 1","kind":"civil_society","capacity":"guest"},{"member":"aland"}]}}`
		now := func() []string { return all("If-Match", w.etag("chair", at)) }
		w.play(
			scenario{as: "chair", req: "POST " + at + "/corrigenda", body: fix, headers: now(), want: 409, problem: "record-not-adopted"},
			scenario{as: "sec", req: "POST " + at + "/adopt", body: `{}`, headers: now(), want: 403, has: all("adopt record of a meeting", "co chair (in own body)")},
			scenario{as: "chair", req: "POST " + at + "/adopt", body: `{}`, want: 428},
			scenario{as: "chair", req: "POST " + at + "/adopt", body: `{"adopted_on":"2030-01-01","adopting_meeting":"wg-7"}`, headers: now(), want: 422, has: all("/adopted_on", "/adopting_meeting")},
			scenario{as: "chair", req: "POST " + at + "/adopt", body: `{"note":"Without change."}`, headers: now(), want: 200, has: all(`"adoption":{"adopted_on":"2024-03-01","adopting_meeting":null,"adopted_by":"chair","note":"Without change."}`)})
		w.play(
			scenario{as: "sec", req: "PATCH " + at, body: `{"place":"Elsewhere"}`, match: "now", want: 409, problem: "record-adopted", has: all("/meetings/wg-1/corrigenda")},
			scenario{as: "sec", req: "POST " + at + "/decisions", body: `{"text":"Late."}`, want: 409, problem: "record-adopted"},
			scenario{as: "sec", req: "POST " + at + "/corrigenda", body: fix, headers: now(), want: 403},
			scenario{as: "chair", req: "POST " + at + "/corrigenda", body: `{"reason":"x","corrections":{"code":"y","sessions":[{"number":9,"title":""}]}}`, headers: now(), want: 422, has: all("/corrections/code", "unknown_member")},
			scenario{as: "chair", req: "POST " + at + "/corrigenda", body: `{"reason":"x","corrections":{"sessions":[{"number":9,"title":""}]}}`, headers: now(), want: 422, has: all("/corrections/sessions/0/number", "/corrections/sessions/0/title", "/corrections/agenda/0/session")},
			scenario{as: "chair", req: "POST " + at + "/corrigenda", body: `{"reason":"x","corrections":{"place":"Here","decisions":[]}}`, headers: now(), want: 422, has: all("mixed_audiences")},
			scenario{as: "chair", req: "POST " + at + "/corrigenda", body: `{"reason":"x","corrections":{}}`, headers: now(), want: 422, has: all(`"/corrections"`)},
			scenario{as: "chair", req: "POST " + at + "/corrigenda", body: fix, headers: append(now(), "Idempotency-Key", "correct-once"), want: 201, header: all("Location: /api/v1/meetings/wg-1/corrigenda/1"),
				has: all(`"corrected":["attendance"]`, `"audience":"members"`, `"member":"aland","name":null,"kind":null,"capacity":"member"`, `"deciding_meeting":null`)},
		)
		w.play(
			scenario{as: "chair", req: "POST " + at + "/corrigenda", body: `{"reason":"The name.","corrections":{"place":"Here","note":null,"decisions":[{"number":1,"text":"Noted with thanks.","kind":"noted"},{"number":2,"text":"Among the chairs.","audience":"chairs"}]}}`, headers: now(), want: 201,
				has: all(`"corrected":["decisions","place"]`, `"place":""`, `"place":"Here"`, "Noted with thanks.", "The progress was noted."), hasNot: all("Among the chairs")},
			scenario{as: "reader", req: "GET " + at, want: 200, has: all(`"corrigenda":2`, `"place":"Here"`, `"entered":2`)},
			scenario{as: "reader", req: "GET " + at + "?as_of=2024-02-29", want: 200, has: all(`"corrigenda":0`, `"place":""`, `"adoption":null`)},
			scenario{as: "reader", req: "GET " + at + "/corrigenda?limit=1", want: 200, has: all(`"number":1`, `"next_cursor":"`), hasNot: all(`"number":2,"reason"`)},
			scenario{as: "reader", req: "GET " + at + "/corrigenda/2", want: 200, has: all(`"reason":"The name."`)},
			scenario{as: "reader", req: "GET " + at + "/corrigenda/3", want: 404},
			scenario{as: "stranger", req: "GET " + at + "/corrigenda", want: 200, has: all(`"data":[]`)},
			scenario{as: "stranger", req: "GET " + at + "/corrigenda/1", want: 404},
			scenario{as: "chair", req: "GET /audit?action=issue%20corrigendum", want: 200, has: all(`"object":"corrigendum wg-1/1"`, `"object":"corrigendum wg-1/2"`)},
			scenario{as: "sec", req: "PATCH " + at, body: `{"audience":"chairs"}`, match: "now", want: 200},
			scenario{as: "reader", req: "GET " + at, want: 200, has: all(`"corrigenda":0`, `"adoption":null`, `"entered":0`)},
			scenario{as: "reader", req: "GET " + at + "/corrigenda", want: 200, has: all(`"data":[]`)},
			scenario{as: "reader", req: "GET " + at + "/decisions/1", want: 404},
		)
	})
}
