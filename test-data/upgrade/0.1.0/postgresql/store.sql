--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: audit_mark; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_mark (
    name character varying(10) NOT NULL,
    "position" bigint NOT NULL,
    hmac character varying(64) NOT NULL,
    signature character varying(64) NOT NULL
);


--
-- Name: audit_row; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_row (
    "position" bigint NOT NULL,
    attempt character varying(36) NOT NULL,
    kind character varying(10) NOT NULL,
    written bigint NOT NULL,
    caller character varying(200),
    address character varying(100),
    correlation_id character varying(100),
    command character varying(200) NOT NULL,
    instance character varying(200),
    arguments character varying(10000),
    policy character varying(10),
    outcome character varying(100),
    answer character varying(2000),
    duration bigint,
    settled_by bigint,
    attempts integer NOT NULL,
    hmac character varying(64) NOT NULL
);


--
-- Name: event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event (
    "position" bigint NOT NULL,
    id character varying(36) NOT NULL,
    instance character varying(200) NOT NULL,
    source character varying(50) NOT NULL,
    external_id character varying(100) NOT NULL,
    kind character varying(10) NOT NULL,
    stored timestamp with time zone NOT NULL,
    changes character varying(100000) NOT NULL,
    document character varying(1000000),
    size integer
);


--
-- Name: fetch_state; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fetch_state (
    instance character varying(200) NOT NULL,
    source character varying(50) NOT NULL,
    version bigint NOT NULL,
    settled bigint,
    "position" bigint NOT NULL,
    query_window bigint NOT NULL,
    newest timestamp with time zone,
    more boolean NOT NULL,
    beginning bigint,
    looked_back bigint,
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    failure_code character varying(100),
    failure character varying(2000)
);


--
-- Name: flyway_schema_history; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);


--
-- Name: followed_breach; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.followed_breach (
    instance character varying(200) NOT NULL,
    source character varying(50) NOT NULL,
    external_id character varying(100) NOT NULL,
    version bigint NOT NULL,
    acknowledged character varying(1000),
    comment_count bigint,
    comments character varying(20000) NOT NULL,
    comments_until bigint NOT NULL
);


--
-- Name: followed_instance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.followed_instance (
    instance character varying(200) NOT NULL,
    newest_comment bigint NOT NULL
);


--
-- Name: incident; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.incident (
    instance character varying(200) NOT NULL,
    source character varying(50) NOT NULL,
    external_id character varying(100) NOT NULL,
    created bigint NOT NULL,
    stored timestamp with time zone NOT NULL,
    begun bigint,
    known_as character varying(100),
    state character varying(100000),
    fingerprint character varying(64)
);


--
-- Name: incident_other_id; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.incident_other_id (
    instance character varying(200) NOT NULL,
    source character varying(50) NOT NULL,
    other_id character varying(100) NOT NULL,
    external_id character varying(100) NOT NULL
);


--
-- Name: incident_part; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.incident_part (
    instance character varying(200) NOT NULL,
    part_source character varying(50) NOT NULL,
    part_id character varying(100) NOT NULL,
    source character varying(50) NOT NULL,
    external_id character varying(100) NOT NULL,
    mirror_id character varying(500) NOT NULL
);


--
-- Name: last_position; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.last_position (
    "position" bigint NOT NULL
);


--
-- Name: shedlock; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.shedlock (
    name character varying(255) NOT NULL,
    lock_until timestamp without time zone NOT NULL,
    locked_at timestamp without time zone NOT NULL,
    locked_by character varying(255) NOT NULL
);


--
-- Name: sink_state; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sink_state (
    sink character varying(200) NOT NULL,
    "position" bigint NOT NULL,
    attempted bigint NOT NULL,
    failures integer NOT NULL,
    failing_since timestamp with time zone,
    next_attempt timestamp with time zone,
    parked boolean NOT NULL,
    failure character varying(2000)
);


--
-- Data for Name: audit_mark; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_mark VALUES ('head', 5, '35a196fe00cf050073de1401b38bdcdb2d22778c13f1ba5c83052e31fbec1c9b', '86ae630c4567914cf25303e17dbb9a0b81c834c381101f0c310477290117d6d3');
INSERT INTO public.audit_mark VALUES ('anchor', 0, '', 'f310ee4a02ae5faf81cdcdb8b44a238b69c5c3dcdd286f5fa301dc35e3153201');


--
-- Data for Name: audit_row; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_row VALUES (1, 'aa841efc-4a09-4260-8eb3-d06e261ca9db', 'begun', 1795768055458, 'analyst', '127.0.0.1', '9fb168c2-bdf7-4ce5-aa10-4f4ab4a577b4', 'darktrace-add-comment', 'main', '{"pbid":1,"message":"Known to the night shift"}', NULL, NULL, NULL, NULL, 1795768375452, 1, 'ae99665ceb72083901884818f7dda4d49fc12600f0d9e3393ed48ddd0992d4dc');
INSERT INTO public.audit_row VALUES (2, 'aa841efc-4a09-4260-8eb3-d06e261ca9db', 'ended', 1795768055724, 'analyst', '127.0.0.1', '9fb168c2-bdf7-4ce5-aa10-4f4ab4a577b4', 'darktrace-add-comment', 'main', NULL, 'allowed', 'ok', '### Model Breach 1 Commented
|response|
|---|
| Successfully commented. |
', 299, NULL, 1, 'b57687c5548f2401b1ccf7b2efd7a7b9437b135a26d6138e19376eaa22aedd3a');
INSERT INTO public.audit_row VALUES (3, 'b87965e8-4c9c-4afc-8f3a-b611908b21a9', 'begun', 1795768055803, 'analyst', '127.0.0.1', '7a10a4c9-7509-4bd5-a797-0bb62c5982ab', 'darktrace-acknowledge', 'main', '{"pbid":2}', NULL, NULL, NULL, NULL, 1795768375803, 1, 'bb401d62062bfe65f2d8fab8c9cb1533ddf8c76c5d900eac66b46fdcadb480fe');
INSERT INTO public.audit_row VALUES (4, 'b87965e8-4c9c-4afc-8f3a-b611908b21a9', 'ended', 1795768055847, 'analyst', '127.0.0.1', '7a10a4c9-7509-4bd5-a797-0bb62c5982ab', 'darktrace-acknowledge', 'main', NULL, 'allowed', 'ok', '### Model Breach 2 Acknowledged
|response|
|---|
| Successfully acknowledged. |
', 54, NULL, 1, '7b2ffcb4d98283c647ffb51c930145e6580cf7b17a783187d854de5f0acc3c10');
INSERT INTO public.audit_row VALUES (5, 'ec4e1464-f39f-4dce-9dfe-cef6af39df67', 'refused', 1795768055945, 'analyst', '127.0.0.1', '90db5916-3339-4b5e-9fc0-af9f5eac5b86', 'darktrace-post-tag-to-device', 'main', '{"did":7,"tag_name":"Active Threat"}', 'refused', 'refused_by_policy', 'RESPOND acts on the tag Active Threat (darktrace.instances.main.tags.containing), and RESPOND is off for this instance. To allow it, set darktrace.instances.main.respond.enabled=true.', NULL, NULL, 1, '35a196fe00cf050073de1401b38bdcdb2d22778c13f1ba5c83052e31fbec1c9b');


--
-- Data for Name: event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.event VALUES (1, '37d5b41c-5c3e-4eb1-baac-e1f88649e21b', 'main', 'analyst', 'g11111111-aaaa-4000-8000-000000000001', 'created', '2026-11-27 08:27:34.778578+00', '{}', '{"name":"Darktrace AI Analyst Incident #g11111111-aaaa-4000-8000-000000000001: Unusual Activity of Device 7","occurred":"2026-11-27T08:26:33.075Z","severity":3,"type":"Darktrace AI Analyst Incident","details":"Unusual Activity of Device 7\nDevice 7 did what it had never done before.","dbotMirrorId":"main:aia:g11111111-aaaa-4000-8000-000000000001","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"AI Analyst Group ID","value":"g11111111-aaaa-4000-8000-000000000001"},{"type":"Category","value":"suspicious"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"host-7"}],"rawJSON":"{\"incidentType\":\"Darktrace AI Analyst Incident\",\"groupId\":\"g11111111-aaaa-4000-8000-000000000001\",\"groupCategory\":\"suspicious\",\"groupScore\":20.0,\"start\":\"2026-11-27T08:26:33.075Z\",\"end\":\"2026-11-27T08:27:33.075Z\",\"active\":true,\"acknowledged\":false,\"pinned\":false,\"userTriggered\":false,\"externalTriggered\":false,\"mitreTactics\":[\"discovery\"],\"devices\":[7],\"initialDevices\":[7],\"eventCount\":1,\"incidentEvents\":[{\"eventId\":\"11111111-aaaa-4000-8000-000000000001-0000\",\"start\":\"2026-11-27T08:26:33.075Z\",\"title\":\"Unusual Activity of Device 7\",\"deviceId\":7,\"visible\":true,\"acknowledged\":false}],\"link\":\"http://127.0.0.1:40085/#aiagroup/g11111111-aaaa-4000-8000-000000000001\",\"dids\":[\"7\"],\"details\":\"Unusual Activity of Device 7\\nDevice 7 did what it had never done before.\",\"events\":[{\"eventId\":\"11111111-aaaa-4000-8000-000000000001-0000\",\"title\":\"Unusual Activity of Device 7\",\"category\":\"suspicious\",\"createdAt\":\"2026-11-27T08:27:33.075Z\",\"start\":\"2026-11-27T08:26:33.075Z\",\"end\":\"2026-11-27T08:27:33.075Z\",\"score\":\"20%\",\"groupId\":\"g11111111-aaaa-4000-8000-000000000001\",\"aiaScore\":20,\"acknowledged\":false,\"pinned\":false,\"userTriggered\":false,\"externalTriggered\":false,\"summariser\":\"SyntheticSummary\",\"summary\":\"Device 7 did what it had never done before.\",\"mitreTactics\":[\"discovery\"],\"attackPhases\":[4],\"devices\":[{\"did\":7,\"sid\":1,\"hostname\":\"host-7\"}],\"link\":\"http://127.0.0.1:40085/#aiaincidentevent/11111111-aaaa-4000-8000-000000000001-0000\"}]}","CustomFields":{"darktraceinstance":"main","darktracegroupid":"g11111111-aaaa-4000-8000-000000000001","darktracegroupscore":20.0,"darktracegroupcategory":"suspicious","darktraceeventcount":1,"darktraceacknowledged":false,"darktracegroupend":"2026-11-27T08:27:33.075Z","darktracegroupurl":"http://127.0.0.1:40085/#aiagroup/g11111111-aaaa-4000-8000-000000000001","darktracedids":["7"],"darktracemitretactics":["discovery"],"darktraceaianalystgroupid":"g11111111-aaaa-4000-8000-000000000001","darktraceaianalystcategory":"suspicious","darktraceaianalystmitretactics":["discovery"],"externallink":"http://127.0.0.1:40085/#aiagroup/g11111111-aaaa-4000-8000-000000000001"}}', 2866);
INSERT INTO public.event VALUES (2, '8c71375d-e44c-4ceb-89a3-d7ac7b362ed6', 'main', 'breach', '1', 'created', '2026-11-27 08:27:34.816421+00', '{}', '{"name":"Darktrace Model Breach #1: Device::Model 1","occurred":"2026-11-27T08:26:47.985Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:1","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"1"},{"type":"Model","value":"Device::Model 1"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":1,\"time\":\"2026-11-27T08:26:47.985Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 1\"},\"creationTime\":\"2026-11-27T08:27:02.985Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/1\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"1","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:02.985Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/1","darktracemodelname":"Device::Model 1","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":1,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 1","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/1"}}', 1253);
INSERT INTO public.event VALUES (3, 'a8430433-a429-4a65-badc-4cd6e937f5b1', 'main', 'breach', '2', 'created', '2026-11-27 08:27:34.816421+00', '{}', '{"name":"Darktrace Model Breach #2: Device::Model 2","occurred":"2026-11-27T08:26:48.047Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:2","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"2"},{"type":"Model","value":"Device::Model 2"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":2,\"time\":\"2026-11-27T08:26:48.047Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 2\"},\"creationTime\":\"2026-11-27T08:27:03.047Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/2\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"2","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:03.047Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/2","darktracemodelname":"Device::Model 2","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":2,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 2","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/2"}}', 1253);
INSERT INTO public.event VALUES (4, 'fc425b67-92f8-4ff7-b1ea-c7105f2bd566', 'main', 'breach', '3', 'created', '2026-11-27 08:27:34.816421+00', '{}', '{"name":"Darktrace Model Breach #3: Device::Model 3","occurred":"2026-11-27T08:26:48.048Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:3","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"3"},{"type":"Model","value":"Device::Model 3"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":3,\"time\":\"2026-11-27T08:26:48.048Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 3\"},\"creationTime\":\"2026-11-27T08:27:03.048Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/3\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"3","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:03.048Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/3","darktracemodelname":"Device::Model 3","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":3,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 3","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/3"}}', 1253);
INSERT INTO public.event VALUES (5, 'e60644b4-4f0b-4278-8f36-f3d9a7fe9c83', 'main', 'breach', '4', 'created', '2026-11-27 08:27:34.816421+00', '{}', '{"name":"Darktrace Model Breach #4: Device::Model 4","occurred":"2026-11-27T08:26:48.054Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:4","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"4"},{"type":"Model","value":"Device::Model 4"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":4,\"time\":\"2026-11-27T08:26:48.054Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 4\"},\"creationTime\":\"2026-11-27T08:27:03.054Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/4\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"4","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:03.054Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/4","darktracemodelname":"Device::Model 4","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":4,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 4","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/4"}}', 1253);
INSERT INTO public.event VALUES (6, '47bea54d-381c-4653-a48e-8a8ab47bfb29', 'main', 'breach', '5', 'created', '2026-11-27 08:27:34.816421+00', '{}', '{"name":"Darktrace Model Breach #5: Device::Model 5","occurred":"2026-11-27T08:26:48.054Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:5","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"5"},{"type":"Model","value":"Device::Model 5"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":5,\"time\":\"2026-11-27T08:26:48.054Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 5\"},\"creationTime\":\"2026-11-27T08:27:03.054Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/5\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"5","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:03.054Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/5","darktracemodelname":"Device::Model 5","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":5,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 5","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/5"}}', 1253);
INSERT INTO public.event VALUES (7, '3cca1bf7-2c44-4739-a7c5-0c2b8af07848', 'main', 'breach', '6', 'created', '2026-11-27 08:27:34.816421+00', '{}', '{"name":"Darktrace Model Breach #6: Device::Model 6","occurred":"2026-11-27T08:26:48.055Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:6","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"6"},{"type":"Model","value":"Device::Model 6"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":6,\"time\":\"2026-11-27T08:26:48.055Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 6\"},\"creationTime\":\"2026-11-27T08:27:03.055Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/6\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"6","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:03.055Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/6","darktracemodelname":"Device::Model 6","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":6,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 6","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/6"}}', 1253);
INSERT INTO public.event VALUES (8, '3897ba06-8421-481a-a027-3cb4d03f6254', 'main', 'breach', '7', 'created', '2026-11-27 08:27:34.816421+00', '{}', '{"name":"Darktrace Model Breach #7: Device::Model 7","occurred":"2026-11-27T08:26:48.055Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:7","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"7"},{"type":"Model","value":"Device::Model 7"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":7,\"time\":\"2026-11-27T08:26:48.055Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 7\"},\"creationTime\":\"2026-11-27T08:27:03.055Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/7\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"7","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:03.055Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/7","darktracemodelname":"Device::Model 7","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":7,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 7","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/7"}}', 1253);
INSERT INTO public.event VALUES (9, 'ea163201-321b-4dd5-9de1-dd2692a3743c', 'main', 'breach', '8', 'created', '2026-11-27 08:27:34.816421+00', '{}', '{"name":"Darktrace Model Breach #8: Device::Model 8","occurred":"2026-11-27T08:26:48.060Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:8","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"8"},{"type":"Model","value":"Device::Model 8"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":8,\"time\":\"2026-11-27T08:26:48.060Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 8\"},\"creationTime\":\"2026-11-27T08:27:03.060Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/8\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"8","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:03.060Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/8","darktracemodelname":"Device::Model 8","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":8,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 8","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/8"}}', 1253);
INSERT INTO public.event VALUES (10, '2ea317bf-22c4-4c0a-badf-e926a2191a03', 'main', 'breach', '2', 'closed', '2026-11-27 08:27:37.057591+00', '{"acknowledged":true,"acknowledgedBy":"api.user","acknowledgedTime":"2026-11-27T08:27:35.829Z"}', '{"name":"Darktrace Model Breach #2: Device::Model 2","occurred":"2026-11-27T08:26:48.047Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:2","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"2"},{"type":"Model","value":"Device::Model 2"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":2,\"time\":\"2026-11-27T08:26:48.047Z\",\"score\":0.5,\"acknowledged\":true,\"acknowledgedBy\":\"api.user\",\"acknowledgedTime\":\"2026-11-27T08:27:35.829Z\",\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 2\"},\"creationTime\":\"2026-11-27T08:27:03.047Z\",\"url\":\"http://127.0.0.1:40085/#modelbreach/2\",\"minutesToAcknowledge\":0.5}","CustomFields":{"darktraceinstance":"main","darktracepbid":"2","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:03.047Z","darktraceacknowledged":true,"darktraceminutestoacknowledge":0.5,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/2","darktracemodelname":"Device::Model 2","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":2,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 2","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/2"}}', 1398);
INSERT INTO public.event VALUES (11, '200d600c-e09c-460d-a64d-5c073169f986', 'main', 'breach', '3', 'changed', '2026-11-27 08:27:37.241258+00', '{"commentCount":1,"comments":[{"author":"ana.lyst","time":"2026-11-27T08:27:36.026Z","text":"Looks like a backup"}]}', '{"name":"Darktrace Model Breach #3: Device::Model 3","occurred":"2026-11-27T08:26:48.048Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:3","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"3"},{"type":"Model","value":"Device::Model 3"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":1,\"pbid\":3,\"time\":\"2026-11-27T08:26:48.048Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 3\"},\"creationTime\":\"2026-11-27T08:27:03.048Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/3\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"3","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:03.048Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/3","darktracemodelname":"Device::Model 3","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":3,"darktracemodelbreachscore":50,"darktracecommentcount":1,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 3","darktracemodelbreachcommentcount":1,"externallink":"http://127.0.0.1:40085/#modelbreach/3"}}', 1253);
INSERT INTO public.event VALUES (12, '8c7894b6-d9d8-4e0e-8ce1-3877b99dfe2b', 'main', 'analyst', 'g11111111-aaaa-4000-8000-000000000001', 'changed', '2026-11-27 08:27:37.277698+00', '{"groupScore":55.0,"groupCategory":"critical","eventCount":2,"events":["11111111-aaaa-4000-8000-000000000001-0001"]}', '{"name":"Darktrace AI Analyst Incident #g11111111-aaaa-4000-8000-000000000001: Unusual Activity of Device 7","occurred":"2026-11-27T08:26:33.075Z","severity":4,"type":"Darktrace AI Analyst Incident","details":"Unusual Activity of Device 7\nDevice 7 did what it had never done before.\n\nUnusual Activity of Device 7\nDevice 7 did what it had never done before.","dbotMirrorId":"main:aia:g11111111-aaaa-4000-8000-000000000001","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"AI Analyst Group ID","value":"g11111111-aaaa-4000-8000-000000000001"},{"type":"Category","value":"critical"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"host-7"}],"rawJSON":"{\"incidentType\":\"Darktrace AI Analyst Incident\",\"groupId\":\"g11111111-aaaa-4000-8000-000000000001\",\"groupCategory\":\"critical\",\"groupScore\":55.0,\"start\":\"2026-11-27T08:26:33.075Z\",\"end\":\"2026-11-27T08:27:36.075Z\",\"active\":true,\"acknowledged\":false,\"pinned\":false,\"userTriggered\":false,\"externalTriggered\":false,\"mitreTactics\":[\"discovery\"],\"devices\":[7],\"initialDevices\":[7],\"eventCount\":2,\"incidentEvents\":[{\"eventId\":\"11111111-aaaa-4000-8000-000000000001-0000\",\"start\":\"2026-11-27T08:26:33.075Z\",\"title\":\"Unusual Activity of Device 7\",\"deviceId\":7,\"visible\":true,\"acknowledged\":false},{\"eventId\":\"11111111-aaaa-4000-8000-000000000001-0001\",\"start\":\"2026-11-27T08:26:36.075Z\",\"title\":\"Unusual Activity of Device 7\",\"deviceId\":7,\"visible\":true,\"acknowledged\":false}],\"link\":\"http://127.0.0.1:40085/#aiagroup/g11111111-aaaa-4000-8000-000000000001\",\"dids\":[\"7\"],\"details\":\"Unusual Activity of Device 7\\nDevice 7 did what it had never done before.\\n\\nUnusual Activity of Device 7\\nDevice 7 did what it had never done before.\",\"events\":[{\"eventId\":\"11111111-aaaa-4000-8000-000000000001-0000\",\"title\":\"Unusual Activity of Device 7\",\"category\":\"suspicious\",\"createdAt\":\"2026-11-27T08:27:33.075Z\",\"start\":\"2026-11-27T08:26:33.075Z\",\"end\":\"2026-11-27T08:27:33.075Z\",\"score\":\"20%\",\"groupId\":\"g11111111-aaaa-4000-8000-000000000001\",\"aiaScore\":20,\"acknowledged\":false,\"pinned\":false,\"userTriggered\":false,\"externalTriggered\":false,\"summariser\":\"SyntheticSummary\",\"summary\":\"Device 7 did what it had never done before.\",\"mitreTactics\":[\"discovery\"],\"attackPhases\":[4],\"devices\":[{\"did\":7,\"sid\":1,\"hostname\":\"host-7\"}],\"link\":\"http://127.0.0.1:40085/#aiaincidentevent/11111111-aaaa-4000-8000-000000000001-0000\"},{\"eventId\":\"11111111-aaaa-4000-8000-000000000001-0001\",\"title\":\"Unusual Activity of Device 7\",\"category\":\"critical\",\"createdAt\":\"2026-11-27T08:27:36.075Z\",\"start\":\"2026-11-27T08:26:36.075Z\",\"end\":\"2026-11-27T08:27:36.075Z\",\"score\":\"55%\",\"groupId\":\"g11111111-aaaa-4000-8000-000000000001\",\"aiaScore\":55,\"acknowledged\":false,\"pinned\":false,\"userTriggered\":false,\"externalTriggered\":false,\"summariser\":\"SyntheticSummary\",\"summary\":\"Device 7 did what it had never done before.\",\"mitreTactics\":[\"discovery\"],\"attackPhases\":[4],\"devices\":[{\"did\":7,\"sid\":1,\"hostname\":\"host-7\"}],\"link\":\"http://127.0.0.1:40085/#aiaincidentevent/11111111-aaaa-4000-8000-000000000001-0001\"}]}","CustomFields":{"darktraceinstance":"main","darktracegroupid":"g11111111-aaaa-4000-8000-000000000001","darktracegroupscore":55.0,"darktracegroupcategory":"critical","darktraceeventcount":2,"darktraceacknowledged":false,"darktracegroupend":"2026-11-27T08:27:36.075Z","darktracegroupurl":"http://127.0.0.1:40085/#aiagroup/g11111111-aaaa-4000-8000-000000000001","darktracedids":["7"],"darktracemitretactics":["discovery"],"darktraceaianalystgroupid":"g11111111-aaaa-4000-8000-000000000001","darktraceaianalystcategory":"critical","darktraceaianalystmitretactics":["discovery"],"externallink":"http://127.0.0.1:40085/#aiagroup/g11111111-aaaa-4000-8000-000000000001"}}', 3946);
INSERT INTO public.event VALUES (13, '495f070d-d79e-44c0-8d0e-22b142b03c3c', 'main', 'breach', '4', 'closed', '2026-11-27 08:27:37.349571+00', '{"acknowledged":true,"acknowledgedBy":"ana.lyst","acknowledgedTime":"2026-11-27T08:27:36.027Z"}', '{"name":"Darktrace Model Breach #4: Device::Model 4","occurred":"2026-11-27T08:26:48.054Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:4","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"4"},{"type":"Model","value":"Device::Model 4"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":4,\"time\":\"2026-11-27T08:26:48.054Z\",\"score\":0.5,\"acknowledged\":true,\"acknowledgedBy\":\"ana.lyst\",\"acknowledgedTime\":\"2026-11-27T08:27:36.027Z\",\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 4\"},\"creationTime\":\"2026-11-27T08:27:03.054Z\",\"url\":\"http://127.0.0.1:40085/#modelbreach/4\",\"minutesToAcknowledge\":0.5}","CustomFields":{"darktraceinstance":"main","darktracepbid":"4","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:03.054Z","darktraceacknowledged":true,"darktraceminutestoacknowledge":0.5,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/4","darktracemodelname":"Device::Model 4","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":4,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 4","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/4"}}', 1398);
INSERT INTO public.event VALUES (14, '8e8b3022-940e-46bf-9fdb-c0702bcb375f', 'main', 'breach', '9', 'created', '2026-11-27 08:27:38.590071+00', '{}', '{"name":"Darktrace Model Breach #9: Device::Model 9","occurred":"2026-11-27T08:26:52.631Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:9","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"9"},{"type":"Model","value":"Device::Model 9"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":9,\"time\":\"2026-11-27T08:26:52.631Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 9\"},\"creationTime\":\"2026-11-27T08:27:07.631Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/9\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"9","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:07.631Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/9","darktracemodelname":"Device::Model 9","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":9,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 9","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/9"}}', 1253);
INSERT INTO public.event VALUES (15, '34813d0f-8601-41e1-9834-eb710ef56a48', 'main', 'breach', '10', 'created', '2026-11-27 08:27:38.590071+00', '{}', '{"name":"Darktrace Model Breach #10: Device::Model 10","occurred":"2026-11-27T08:26:52.634Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:10","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"10"},{"type":"Model","value":"Device::Model 10"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":10,\"time\":\"2026-11-27T08:26:52.634Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 10\"},\"creationTime\":\"2026-11-27T08:27:07.634Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/10\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"10","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:07.634Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/10","darktracemodelname":"Device::Model 10","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":10,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 10","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/10"}}', 1267);
INSERT INTO public.event VALUES (16, 'e504565f-e9f9-4570-8907-539a5be01a9d', 'main', 'breach', '11', 'created', '2026-11-27 08:27:38.590071+00', '{}', '{"name":"Darktrace Model Breach #11: Device::Model 11","occurred":"2026-11-27T08:26:52.635Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:11","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"11"},{"type":"Model","value":"Device::Model 11"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":11,\"time\":\"2026-11-27T08:26:52.635Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 11\"},\"creationTime\":\"2026-11-27T08:27:07.635Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/11\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"11","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:07.635Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/11","darktracemodelname":"Device::Model 11","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":11,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 11","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/11"}}', 1267);
INSERT INTO public.event VALUES (17, '778ed29d-1571-4aac-8958-178c452c5fe0', 'main', 'breach', '12', 'created', '2026-11-27 08:27:38.590071+00', '{}', '{"name":"Darktrace Model Breach #12: Device::Model 12","occurred":"2026-11-27T08:26:52.635Z","severity":2,"type":"Darktrace Model Breach","details":"","dbotMirrorId":"main:12","labels":[{"type":"Darktrace Instance","value":"main"},{"type":"Model Breach ID","value":"12"},{"type":"Model","value":"Device::Model 12"},{"type":"Device ID","value":"7"},{"type":"Hostname","value":"fin-lt-07"}],"rawJSON":"{\"commentCount\":0,\"pbid\":12,\"time\":\"2026-11-27T08:26:52.635Z\",\"score\":0.5,\"device\":{\"did\":7,\"hostname\":\"fin-lt-07\"},\"model\":{\"name\":\"Device::Model 12\"},\"creationTime\":\"2026-11-27T08:27:07.635Z\",\"acknowledged\":false,\"url\":\"http://127.0.0.1:40085/#modelbreach/12\"}","CustomFields":{"darktraceinstance":"main","darktracepbid":"12","darktracescore":0.5,"darktracecreated":"2026-11-27T08:27:07.635Z","darktraceacknowledged":false,"darktracebreachurl":"http://127.0.0.1:40085/#modelbreach/12","darktracemodelname":"Device::Model 12","darktracedid":"7","darktracedevicehostname":"fin-lt-07","darktracemodelbreachid":12,"darktracemodelbreachscore":50,"darktracecommentcount":0,"darktracedeviceid":"7","darktracemodelbreachname":"Device::Model 12","darktracemodelbreachcommentcount":0,"externallink":"http://127.0.0.1:40085/#modelbreach/12"}}', 1267);


--
-- Data for Name: fetch_state; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.fetch_state VALUES ('main', 'breach', 5, 1795767127635, 1795768027635, 22500006, '2026-11-27 08:27:07.635+00', false, 1795764453188, 1795768053285, '2026-11-27 08:27:53.394288+00', NULL, NULL, NULL);
INSERT INTO public.fetch_state VALUES ('main', 'analyst', 5, 1795764456075, 1795768056075, 28800008, '2026-11-27 08:27:36.075+00', false, 1795764453160, 1795768053236, '2026-11-27 08:27:53.644976+00', NULL, NULL, NULL);


--
-- Data for Name: flyway_schema_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.flyway_schema_history VALUES (1, '1', 'incidents', 'SQL', 'V1__incidents.sql', -614501069, 'postgres', '2026-11-27 08:27:31.418514', 131, true);
INSERT INTO public.flyway_schema_history VALUES (2, '2', 'audit', 'SQL', 'V2__audit.sql', 1430560001, 'postgres', '2026-11-27 08:27:31.703463', 27, true);
INSERT INTO public.flyway_schema_history VALUES (3, '3', 'mirror', 'SQL', 'V3__mirror.sql', 701843612, 'postgres', '2026-11-27 08:27:31.739677', 4, true);


--
-- Data for Name: followed_breach; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.followed_breach VALUES ('main', 'breach', '1', 1, NULL, 1, '', -9223372036854775808);
INSERT INTO public.followed_breach VALUES ('main', 'breach', '2', 1, 'by api.user at 2026-11-27T08:27:35.829Z', 0, '', -9223372036854775808);
INSERT INTO public.followed_breach VALUES ('main', 'breach', '3', 1, NULL, 1, '9e575153ea4e3ca3', -9223372036854775808);
INSERT INTO public.followed_breach VALUES ('main', 'breach', '4', 1, 'by ana.lyst at 2026-11-27T08:27:36.027Z', 0, '', -9223372036854775808);


--
-- Data for Name: followed_instance; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.followed_instance VALUES ('main', 1795768056026);


--
-- Data for Name: incident; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.incident VALUES ('main', 'breach', '1', 1795768022985, '2026-11-27 08:27:34.816421+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'breach', '2', 1795768023047, '2026-11-27 08:27:34.816421+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'breach', '3', 1795768023048, '2026-11-27 08:27:34.816421+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'breach', '4', 1795768023054, '2026-11-27 08:27:34.816421+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'breach', '5', 1795768023054, '2026-11-27 08:27:34.816421+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'breach', '6', 1795768023055, '2026-11-27 08:27:34.816421+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'breach', '7', 1795768023055, '2026-11-27 08:27:34.816421+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'breach', '8', 1795768023060, '2026-11-27 08:27:34.816421+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'analyst', 'g11111111-aaaa-4000-8000-000000000001', 1795768053075, '2026-11-27 08:27:34.778578+00', 1, 'g11111111-aaaa-4000-8000-000000000001', '{"groupId":"g11111111-aaaa-4000-8000-000000000001","groupScore":55.0,"groupCategory":"critical","acknowledged":false,"eventCount":2,"events":["11111111-aaaa-4000-8000-000000000001-0000","11111111-aaaa-4000-8000-000000000001-0001"],"previousIds":[]}', 'bae230ee030d4e0dbffc800f7b16f0fc');
INSERT INTO public.incident VALUES ('main', 'breach', '9', 1795768027631, '2026-11-27 08:27:38.590071+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'breach', '10', 1795768027634, '2026-11-27 08:27:38.590071+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'breach', '11', 1795768027635, '2026-11-27 08:27:38.590071+00', NULL, NULL, NULL, NULL);
INSERT INTO public.incident VALUES ('main', 'breach', '12', 1795768027635, '2026-11-27 08:27:38.590071+00', NULL, NULL, NULL, NULL);


--
-- Data for Name: incident_other_id; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: incident_part; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: last_position; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.last_position VALUES (17);


--
-- Data for Name: shedlock; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.shedlock VALUES ('audit-clean-up', '2026-11-27 08:27:52.331848', '2026-11-27 08:27:52.096304', '9b29f609-6db1-4552-9485-7c52e344cfbc');
INSERT INTO public.shedlock VALUES ('clean-up', '2026-11-27 08:27:52.574172', '2026-11-27 08:27:52.481321', '9b29f609-6db1-4552-9485-7c52e344cfbc');
INSERT INTO public.shedlock VALUES ('sink hook', '2026-11-27 08:27:53.281086', '2026-11-27 08:27:52.20563', '9b29f609-6db1-4552-9485-7c52e344cfbc');
INSERT INTO public.shedlock VALUES ('fetch main breach', '2026-11-27 08:27:54.071331', '2026-11-27 08:27:52.058118', '9b29f609-6db1-4552-9485-7c52e344cfbc');
INSERT INTO public.shedlock VALUES ('mirror main', '2026-11-27 08:27:54.072543', '2026-11-27 08:27:52.072279', '9b29f609-6db1-4552-9485-7c52e344cfbc');
INSERT INTO public.shedlock VALUES ('fetch main analyst', '2026-11-27 08:27:54.074521', '2026-11-27 08:27:52.11849', '9b29f609-6db1-4552-9485-7c52e344cfbc');


--
-- Data for Name: sink_state; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sink_state VALUES ('hook', 9, 17, 2, '2026-11-27 08:27:38.786772+00', '2026-11-27 08:27:57.10169+00', false, 'It answered HTTP 503. Look at the receiver and what is in front of it.');


--
-- Name: audit_mark audit_mark_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_mark
    ADD CONSTRAINT audit_mark_pkey PRIMARY KEY (name);


--
-- Name: audit_row audit_row_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_row
    ADD CONSTRAINT audit_row_pkey PRIMARY KEY ("position");


--
-- Name: event event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY ("position");


--
-- Name: fetch_state fetch_state_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fetch_state
    ADD CONSTRAINT fetch_state_pkey PRIMARY KEY (instance, source);


--
-- Name: flyway_schema_history flyway_schema_history_pk; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);


--
-- Name: followed_breach followed_breach_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followed_breach
    ADD CONSTRAINT followed_breach_pkey PRIMARY KEY (instance, source, external_id);


--
-- Name: followed_instance followed_instance_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followed_instance
    ADD CONSTRAINT followed_instance_pkey PRIMARY KEY (instance);


--
-- Name: incident_other_id incident_other_id_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.incident_other_id
    ADD CONSTRAINT incident_other_id_pkey PRIMARY KEY (instance, source, other_id);


--
-- Name: incident_part incident_part_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.incident_part
    ADD CONSTRAINT incident_part_pkey PRIMARY KEY (instance, part_source, part_id);


--
-- Name: incident incident_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (instance, source, external_id);


--
-- Name: shedlock shedlock_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shedlock
    ADD CONSTRAINT shedlock_pkey PRIMARY KEY (name);


--
-- Name: sink_state sink_state_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sink_state
    ADD CONSTRAINT sink_state_pkey PRIMARY KEY (sink);


--
-- Name: audit_row_by_attempt; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_row_by_attempt ON public.audit_row USING btree (attempt, kind);


--
-- Name: audit_row_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_row_by_time ON public.audit_row USING btree (written);


--
-- Name: event_by_instance; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX event_by_instance ON public.event USING btree (instance, kind, "position", size);


--
-- Name: event_by_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX event_by_kind ON public.event USING btree (kind, "position", size);


--
-- Name: event_by_storing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX event_by_storing ON public.event USING btree (stored, "position");


--
-- Name: event_of_incident; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX event_of_incident ON public.event USING btree (instance, source, external_id, "position");


--
-- Name: flyway_schema_history_s_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);


--
-- Name: incident_by_creation; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX incident_by_creation ON public.incident USING btree (instance, source, created, external_id);


--
-- Name: incident_by_storing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX incident_by_storing ON public.incident USING btree (stored);


--
-- Name: incident_other_id_by_incident; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX incident_other_id_by_incident ON public.incident_other_id USING btree (instance, source, external_id);


--
-- Name: incident_part_by_incident; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX incident_part_by_incident ON public.incident_part USING btree (instance, source, external_id);


--
-- Name: followed_breach followed_breach_instance_source_external_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followed_breach
    ADD CONSTRAINT followed_breach_instance_source_external_id_fkey FOREIGN KEY (instance, source, external_id) REFERENCES public.incident(instance, source, external_id) ON DELETE CASCADE;


--
-- Name: incident_other_id incident_other_id_instance_source_external_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.incident_other_id
    ADD CONSTRAINT incident_other_id_instance_source_external_id_fkey FOREIGN KEY (instance, source, external_id) REFERENCES public.incident(instance, source, external_id) ON DELETE CASCADE;


--
-- Name: incident_part incident_part_instance_source_external_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.incident_part
    ADD CONSTRAINT incident_part_instance_source_external_id_fkey FOREIGN KEY (instance, source, external_id) REFERENCES public.incident(instance, source, external_id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--


