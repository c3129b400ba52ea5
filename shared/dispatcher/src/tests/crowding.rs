//! Machines that send too little, too much or nothing, and what another gets meanwhile.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use domain::command::Command;
use protocol::Problem;
use store::SimStore;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::{Service, id, in_time, journal, take};
use crate::Limits;

/// Another machine than the one the tests' client is.
const ATTACKER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
const HALF_A_HEAD: &[u8] = b"POST /api/v1/commands HTTP/1.1\r\nHost: x\r\n";
const HALF_A_BODY: &[u8] = b"POST /api/v1/commands HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
    Idempotency-Key: 0123456789abcdef\r\nContent-Length: 100\r\n\r\n{";

fn few() -> Limits {
    Limits {
        connections_max: 40,
        connections_per_address_max: 20,
        head_seconds_max: 1,
        body_seconds_max: 1,
        commands_per_address_per_minute_max: 30,
        commands_per_device_per_minute_max: 10,
    }
}

async fn attack(service: &Service, bytes: &[u8]) -> TcpStream {
    let address: SocketAddr = service.url.strip_prefix("http://").unwrap().parse().unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((ATTACKER, 0).into()).unwrap();
    let mut stream = in_time(socket.connect(address)).await.unwrap();
    // One that was refused may be closed already.
    let _ = stream.write_all(bytes).await;
    stream
}

/// Everything the dispatcher says until it closes the connection.
async fn said(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    // A connection may be closed or reset; both are an end.
    let _ = in_time(stream.read_to_end(&mut said)).await;
    String::from_utf8(said).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_never_arrive_do_not_stop_anothers_ticket_and_are_closed() {
    let service = Service::start_with(SimStore::default(), few()).await;
    let mut slow = Vec::new();
    for number in 0..3 * few().connections_max {
        slow.push(attack(&service, [b"", HALF_A_HEAD, HALF_A_BODY][number % 3]).await);
        if number % few().connections_max == 0 {
            assert_eq!(service.send(&id(&format!("meanwhile-{number}")), &take()).await.status(), 200);
        }
    }
    assert_eq!(service.send(&id("after"), &take()).await.status(), 200);
    let mut too_slow = 0;
    for stream in slow {
        let said = said(stream).await;
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 408 "), "{said}");
        too_slow += usize::from(said.contains("body_too_slow"));
    }
    assert!((1..=few().connections_per_address_max).contains(&too_slow), "{too_slow}");
    service.stop().await.unwrap();
}

async fn flood(client: &reqwest::Client, service: &Service, name: &str, command: &Command) -> (usize, Vec<Problem>) {
    let (mut done, mut refused) = (0, Vec::new());
    for number in 0..2 * few().commands_per_address_per_minute_max {
        let request = client.post(format!("{}{}", service.url, protocol::route::COMMANDS));
        let key = id(&format!("{name}-{number}"));
        let request = request.header(protocol::COMMAND_ID_HEADER, key.as_str()).json(command);
        let response = in_time(request.send()).await.unwrap();
        if response.status() == 200 {
            done += 1;
        } else {
            assert_eq!((response.status().as_u16(), &response.headers()["retry-after"]), (429, &"1".parse().unwrap()));
            refused.push(response.json().await.unwrap());
        }
    }
    (done, refused)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_from_one_address_is_told_to_wait_and_does_not_stop_anothers_ticket() {
    let service = Service::start_with(SimStore::default(), few()).await;
    let attacker = reqwest::Client::builder().no_proxy().local_address(IpAddr::V4(ATTACKER)).build().unwrap();
    let (done, refused) = flood(&attacker, &service, "flood", &take()).await;
    let most = usize::try_from(few().commands_per_address_per_minute_max).unwrap();
    // A slow run gives a few of them back meanwhile.
    assert!((most..2 * most).contains(&done), "{done} were done");
    assert!(refused.iter().all(|problem| problem.code == "too_many_commands"));
    assert_eq!(service.send(&id("other"), &take()).await.status(), 200);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_kiosk_gone_mad_is_held_back_alone_also_by_name() {
    let service = Service::start_with(SimStore::default(), few()).await;
    let mad: Command =
        serde_json::from_str(r#"{"command":"take_ticket","services":["cards"],"device":"hall"}"#).unwrap();
    let attacker = reqwest::Client::builder().no_proxy().local_address(IpAddr::V4(ATTACKER)).build().unwrap();
    let (done, refused) = flood(&attacker, &service, "mad", &mad).await;
    let most = usize::try_from(few().commands_per_device_per_minute_max).unwrap();
    assert!((most..2 * most).contains(&done), "{done} were done");
    assert!(!refused.is_empty());
    let before = journal(&service.store).len();
    assert_eq!(service.send(&id("real"), &mad).await.status(), 200, "the real kiosk of that name goes on");
    assert_eq!(journal(&service.store).len(), before + 1);
    service.stop().await.unwrap();
}
